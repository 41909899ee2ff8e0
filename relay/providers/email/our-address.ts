import { readEmail } from '../../person/read-email.ts'
import type { EmailLine } from './email-line.ts'

/** Whether an address is one that the line writes from or is answered at, with or without a tag behind a plus. */
export function isOurAddress(address: string, line: EmailLine): boolean {
  const one = untagged(address)
  return one !== null && [line.address, line.settings.replyAddress].some((ours) => ours && untagged(ours) === one)
}

function untagged(address: string): string | null {
  const parsed = readEmail(address.toLowerCase())
  if (!parsed) return null
  const plus = parsed.local.indexOf('+', 1)
  return `${plus < 0 ? parsed.local : parsed.local.slice(0, plus)}@${parsed.domain}`
}
