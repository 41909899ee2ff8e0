import { peekText } from '../peek.ts'

/**
 * The contact of a delivery who wrote a message: the one of the same number or id, else the one at the same place, or the only one, if
 * nothing says that it is another person. Meta may write one number in two ways, with its end the same.
 */
export function contactOf(message: unknown, contacts: readonly unknown[], index: number): unknown {
  const [from, id] = [peekText(message, 'from'), peekText(message, 'from_user_id')]
  const same = contacts.find((contact) => {
    const [number, user] = [peekText(contact, 'wa_id'), peekText(contact, 'user_id')]
    return (from !== undefined && number === from) || (id !== undefined && user === id)
  })
  if (same !== undefined) return same
  const near = contacts.length === 1 ? contacts[0] : contacts[index]
  const [number, user] = [peekText(near, 'wa_id'), peekText(near, 'user_id')]
  const another = from !== undefined && number !== undefined && number.slice(-7) !== from.slice(-7)
  return another || (id !== undefined && user !== undefined && user !== id) ? undefined : near
}
