import { domainToASCII } from 'node:url'
import { readAuthenticationResults, type AuthenticationResult } from './authentication-results.ts'
import type { EmailLine } from './email-line.ts'
import { headerText, type MailHeaders } from './headers.ts'
import type { Sender } from './sender.ts'

/**
 * How far it is proved that a mail was sent for the address in From: by the DMARC result (RFC 7489) in the topmost `Authentication-Results`
 * of the receiving server, which the line's setting names, and by nothing else. Those below it, or of other servers, may be the sender's
 * own (RFC 8601 §5). `none`: nobody says. A header of that server which cannot be read proves nothing and is a failure, because
 * what the server quotes in it is the sender's. SPF or DKIM alone, and ARC, count as no word (decision 070).
 */
export function senderProof(headers: MailHeaders, sender: Sender, line: EmailLine): 'pass' | 'fail' | 'none' {
  const servers = (line.settings.authservId ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
  if (servers.length === 0) return 'none'
  const results = topmost(headers, servers)
  if (results === undefined) return 'none'
  if (results === null) return 'fail'
  const told = results.filter(({ method }) => method === 'dmarc')
  if (told.some(({ result }) => result === 'fail')) return 'fail'
  const passes = told.length > 0 && told.every(({ result }) => result === 'pass')
  return passes && isOfFrom(told, headers, sender) ? 'pass' : 'none'
}

/** Undefined: there is none; null: it cannot be read. */
function topmost(headers: MailHeaders, servers: readonly string[]): readonly AuthenticationResult[] | null | undefined {
  for (const value of headers.get('authentication-results') ?? []) {
    const read = readAuthenticationResults(value)
    if (read && servers.includes(read.server.replace(/\.$/, ''))) return read.results
  }
  return undefined
}

/** Whether the result is about the one address in the one From, and that is the sender. */
function isOfFrom(told: readonly AuthenticationResult[], headers: MailHeaders, sender: Sender): boolean {
  if (sender.address === null || sender.instead !== null || !sender.isAlone) return false
  const domains = told.flatMap(({ properties }) =>
    properties.flatMap(([name, value]) => (name === 'header.from' ? [value] : [])),
  )
  // Where the server does not name it, no other address may stand there that it could mean.
  if (domains.length === 0) return headerText(headers, 'from').split('@').length === 2
  const own = asciiDomain(sender.address)
  return domains.every((domain) => asciiDomain(domain) === own)
}

function asciiDomain(address: string): string {
  const domain = address
    .slice(address.lastIndexOf('@') + 1)
    .trim()
    .replace(/\.$/, '')
    .toLowerCase()
  return domainToASCII(domain) || domain
}
