import { domainToASCII } from 'node:url'
import { readEmail } from '../../person/read-email.ts'

/**
 * An address as SMTP wants it in the envelope: a local part that is no dot-atom in quotes (RFC 5321 §4.1.2), and the domain
 * in its ASCII form, which every server takes, with SMTPUTF8 or without. Null for what is no address.
 */
export function envelopeAddress(text: string): string | null {
  const parsed = readEmail(text)
  if (!parsed) return null
  const local = /^\.|\.\.|\.$/.test(parsed.local) ? `"${parsed.local}"` : parsed.local
  return `${local}@${domainToASCII(parsed.domain) || parsed.domain}`
}
