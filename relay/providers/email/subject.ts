import type { ParsedMail } from 'mailparser'
import { clean } from './clean.ts'
import { guessCharset } from './guess-charset.ts'
import { headerText, type MailHeaders } from './headers.ts'
import { fromSevenBit } from './seven-bit.ts'

/** The subject, also where its letters stand in it as they are, in a character set that nobody names. */
export function subjectOf(mail: ParsedMail, headers: MailHeaders): string {
  const parsed = mail.subject ?? ''
  const raw = headerText(headers, 'subject')
  const bytes = Buffer.from(raw, 'latin1')
  const charset = parsed.includes('\ufffd') && !raw.includes('=?') ? guessCharset(bytes, () => []) : null
  return clean(charset ? new TextDecoder(charset).decode(bytes) : fromSevenBit(parsed), 500)
}
