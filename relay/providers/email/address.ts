/** Characters that RFC 5322 allows in an unquoted local part, and letters of other scripts (RFC 6531). */
const atom = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~.-]+$/u
const domain =
  /^(?=.{1,253}$)[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_-]{0,61}[\p{L}\p{M}\p{N}_])?(?:\.[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_-]{0,61}[\p{L}\p{M}\p{N}_])?)*$/u

/**
 * One bare address as `local@domain`, the domain in lower case; null for anything else. Dots may stand where RFC 5322 wants
 * them quoted (`jo..doe.@docomo.example`): mailbox providers gave such addresses out, and people write them with quotes or
 * without. Other quoted local parts, comments, lists and line breaks are refused rather than repaired: an address that needs
 * care is an address for a header attack.
 */
export function parseAddress(text: string): { local: string; domain: string; address: string } | null {
  const trimmed = text.trim()
  if (trimmed.length > 254) return null
  const at = trimmed.lastIndexOf('@')
  const before = trimmed.slice(0, at)
  const local = /^"[^"\\]+"$/.test(before) ? before.slice(1, -1) : before
  const after = trimmed
    .slice(at + 1)
    .toLowerCase()
    .replace(/\.$/, '')
  if (at < 1 || local.length > 64 || !atom.test(local) || !domain.test(after)) return null
  return { local, domain: after, address: `${local}@${after}` }
}
