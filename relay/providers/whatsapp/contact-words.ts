import { peekList, peekText } from '../peek.ts'

/** Contact cards as text: who, and how they can be reached. */
export function contactWords(cards: unknown): string | undefined {
  const told = (Array.isArray(cards) ? cards : [cards]).map(cardWords).filter((words) => words !== '')
  return told.length > 0 ? told.join('\n') : undefined
}

function cardWords(card: unknown): string {
  const parts = ['prefix', 'first_name', 'middle_name', 'last_name', 'suffix'].map((part) =>
    peekText(card, 'name', part),
  )
  const name = peekText(card, 'name', 'formatted_name') ?? parts.filter(Boolean).join(' ')
  const company = ['title', 'department', 'company'].flatMap((part) => peekText(card, 'org', part) ?? [])
  const each = (list: string, ...names: string[]) =>
    peekList(card, list).flatMap((item) => names.map((one) => peekText(item, one)).find(Boolean) ?? [])
  const addresses = peekList(card, 'addresses').flatMap((address) => {
    const lines = ['street', 'zip', 'city', 'state', 'country'].flatMap((part) => peekText(address, part) ?? [])
    return lines.length > 0 ? [lines.join(', ')] : []
  })
  const first = [name || peekText(card, 'org', 'company'), ...each('phones', 'phone', 'wa_id')]
    .filter(Boolean)
    .join(' ')
  const birthday = peekText(card, 'birthday')
  const more = [...company, ...each('emails', 'email'), ...each('urls', 'url'), ...addresses]
  const lines = [first, ...more, birthday === undefined ? '' : `Born ${birthday}`]
  return lines.filter((line, index) => line !== '' && lines.indexOf(line) === index).join('\n')
}
