import { domainToUnicode } from 'node:url'
import { personKey } from './person-key.ts'
import { renumbered } from './renumbered.ts'

/**
 * Every form in which the address of this one's owner may have been written or stored, that which is compared first: for what is kept as it
 * came, and for searching where nobody knows our key.
 */
export function spellingsOf(address: string): string[] {
  const key = personKey(address)
  return [...new Set([key, ...otherOf(key), address])]
}

function otherOf(key: string): string[] {
  if (!key.includes('@')) return renumbered.flatMap(({ then }) => then(key) ?? [])
  if (!key.includes('xn--')) return []
  const at = key.lastIndexOf('@')
  return [`${key.slice(0, at)}@${domainToUnicode(key.slice(at + 1))}`]
}
