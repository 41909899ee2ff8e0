/** Characters that RFC 5322 allows in an unquoted local part, and letters of other scripts (RFC 6531). */
const local = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const domain =
  /^(?=.{1,253}$)[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?)*$/u

/**
 * One bare address as `local@domain`, the domain in lower case; null for anything else. Quoted local parts, comments,
 * lists and line breaks are refused rather than repaired: an address that needs care is an address for a header attack.
 */
export function parseAddress(text: string): { local: string; domain: string; address: string } | null {
  const trimmed = text.trim()
  if (trimmed.length > 254) return null
  const at = trimmed.lastIndexOf('@')
  const before = trimmed.slice(0, at)
  const after = trimmed.slice(at + 1).toLowerCase()
  if (at < 1 || before.length > 64 || !local.test(before) || !domain.test(after)) return null
  return { local: before, domain: after, address: `${before}@${after}` }
}
