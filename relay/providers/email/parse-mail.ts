import { simpleParser, type ParsedMail } from 'mailparser'
import { cutText } from '../../../contract/cut-text.ts'
import { Invalid } from '../../errors.ts'
import { labelCharsets } from './label-charsets.ts'

/** The parts of an email, decoded. Throws `Invalid` for bytes that are no email. */
export async function parseMail(body: Uint8Array): Promise<ParsedMail> {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const raw = labelCharsets(bytes.includes('\n') ? bytes : withLineFeeds(bytes))
  try {
    const mail = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true })
    // A type that is no text, as where a header stands there in odd ways, is none.
    for (const part of mail.attachments) part.contentType = typeOf(part.contentType)
    return mail
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    throw new Invalid('unreadable_email', `The email could not be read: ${cutText(words, 200)}`)
  }
}

function typeOf(type: unknown): string {
  return typeof type === 'string' && type !== '' ? type : 'application/octet-stream'
}

/** Some old programs end a line with a carriage return alone. */
function withLineFeeds(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll('\r', '\r\n'), 'latin1')
}
