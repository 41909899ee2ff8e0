import { domainToASCII } from 'node:url'
import { readEmail } from '../../person/read-email.ts'
import type { EmailLine } from './email-line.ts'

/** Long enough that nobody guesses one, short enough for a local part of 64. */
const tokenShape = /^[A-Za-z0-9_-]{16,48}$/

function base(line: EmailLine): string {
  return line.settings.replyAddress ?? line.address
}

/**
 * Where a reply is to go: `replies+<token>@company.example`. Mail systems may change the case of an address, so tokens
 * are made of lower case letters and digits.
 */
export function replyAddress(line: EmailLine, conversationToken: string): string {
  const parsed = readEmail(base(line))
  if (!parsed || line.settings.plusAddressing === false) return base(line)
  if (!tokenShape.test(conversationToken)) throw new Error('A conversation token is 16 to 48 of A-Z a-z 0-9 _ -')
  const local = `${parsed.local}+${conversationToken}`
  // RFC 5321 §4.5.3.1.1; without the token a reply is still threaded by its References.
  return local.length > 64 ? parsed.address : `${local}@${parsed.domain}`
}

/**
 * The token in an address that a reply was sent to, or null when the address is not one of this line's. Tokens are made of
 * lower case letters and digits, and some mail systems write whole addresses in capitals.
 */
export function conversationTokenIn(address: string, line: EmailLine): string | null {
  const home = readEmail(base(line))
  const parsed = readEmail(address)
  if (!home || !parsed || asciiDomain(parsed.domain) !== asciiDomain(home.domain)) return null
  const prefix = `${home.local}+`
  if (parsed.local.slice(0, prefix.length).toLowerCase() !== prefix.toLowerCase()) return null
  const token = parsed.local.slice(prefix.length).toLowerCase()
  return tokenShape.test(token) ? token : null
}

/** A domain may come in letters of any script or in their ASCII form. */
function asciiDomain(domain: string): string {
  return domainToASCII(domain) || domain
}
