import { withoutInvisible } from './without-invisible.ts'

/** Characters that RFC 5322 allows in an unquoted local part, and letters of other scripts (RFC 6531). */
const atom = /^(?:[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~.-]|\p{Join_Control})+$/u
const label = /^[\p{L}\p{N}_](?:(?:[\p{L}\p{M}\p{N}_-]|\p{Join_Control}){0,61}[\p{L}\p{M}\p{N}_])?$/u

/** One email address; its domain is in lower case, what stands before the @ as it was written. */
export interface Email {
  local: string
  domain: string
  address: string
}

/**
 * The one notion of a usable email address: where messages are accepted as where they leave and where mails are read. One bare
 * address as `local@domain`; null for anything else. What nobody sees and a dot at the end are left out. Dots may stand where RFC
 * 5322 wants them quoted (`jo..doe.@docomo.example`): mailbox providers gave such addresses out, and people write them with quotes
 * or without. Other quoted local parts, comments, lists and line breaks are refused rather than repaired: an address that needs
 * care is an address for a header attack.
 */
export function readEmail(text: string): Email | null {
  if (text.length > 1_000) return null
  const bare = withoutInvisible(text.trim())
  const at = bare.lastIndexOf('@')
  const before = bare.slice(0, at)
  const local = /^"[^"\\]+"$/.test(before) ? before.slice(1, -1) : before
  const domain = withoutDots(bare.slice(at + 1).toLowerCase())
  const address = `${local}@${domain}`
  if (at < 1 || address.length > 254 || local.length > 64 || !atom.test(local) || !isDomain(domain)) return null
  return { local, domain, address }
}

/** The root of all names, or the end of a sentence. */
function withoutDots(domain: string): string {
  let end = domain.length
  while (domain.charAt(end - 1) === '.') end -= 1
  return domain.slice(0, end)
}

function isDomain(domain: string): boolean {
  return domain.length > 0 && domain.length <= 253 && domain.split('.').every((one) => label.test(one))
}
