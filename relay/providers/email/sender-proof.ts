import { domainToASCII } from 'node:url'
import { readAuthenticationResults, type AuthenticationResult } from './authentication-results.ts'
import type { EmailLine } from './email-line.ts'
import { headerText, type MailHeaders } from './headers.ts'
import type { Sender } from './sender.ts'

/**
 * How far it is proved that a mail was sent for the address in From: by the DMARC result (RFC 7489) in the topmost `Authentication-Results`
 * of the receiving server, which the line's setting names, and by nothing else. Those below it, or of other servers, may be the sender's
 * own (RFC 8601 §5). `none`: nobody says. SPF or DKIM alone, and ARC, count as no word. Whatever that server says of DMARC where it can only mean
 * somebody else, and what it says where its words cannot be read, because it quotes the sender in them, is a failure (decision 070).
 */
export function senderProof(headers: MailHeaders, sender: Sender, line: EmailLine): 'pass' | 'fail' | 'none' {
  const servers = (line.settings.authservId ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
  const results = servers.length === 0 ? undefined : topmost(headers, servers)
  if (results === undefined) return 'none'
  if (results === null) return 'fail'
  const told = results.filter(({ method }) => method === 'dmarc')
  if (told.some(({ result }) => result === 'fail')) return 'fail'
  // Of a web form of ours, whoever set up the line has said whom it means.
  if (sender.address === null || (sender.fromOurs && sender.instead !== null)) return 'none'
  // Whatever it says of DMARC, it says of somebody else.
  if (sender.instead !== null || !sender.isAlone) return told.length > 0 ? 'fail' : 'none'
  if (told.length === 0 || !told.every(({ result }) => result === 'pass')) return 'none'
  const domains = told.flatMap(({ properties }) =>
    properties.flatMap(([name, value]) => (name === 'header.from' ? [asciiDomain(value)] : [])),
  )
  if (domains.length > 0) return domains.every((domain) => domain === asciiDomain(sender.address!)) ? 'pass' : 'fail'
  // Where the server does not name it, no other address may stand there that it could mean.
  return headerText(headers, 'from').split('@').length === 2 ? 'pass' : 'none'
}

/** Undefined: there is none; null: it cannot be read. */
function topmost(headers: MailHeaders, servers: readonly string[]): readonly AuthenticationResult[] | null | undefined {
  for (const value of headers.get('authentication-results') ?? []) {
    const read = readAuthenticationResults(value)
    if (read && servers.includes(read.server.replace(/\.$/, ''))) return read.results
  }
  return undefined
}

function asciiDomain(address: string): string {
  const domain = address
    .slice(address.lastIndexOf('@') + 1)
    .trim()
    .replace(/\.$/, '')
    .toLowerCase()
  return domainToASCII(domain) || domain
}
