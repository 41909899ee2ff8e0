import MailComposer from 'nodemailer/lib/mail-composer'
import { cutText } from '../../../contract/cut-text.ts'
import type { Outgoing } from '../provider.ts'
import type { EmailLine } from './email-line.ts'
import { markedReference, messageIdOf, messageIdsIn } from './message-id.ts'
import { replyAddress } from './reply-address.ts'

/** More than any client needs to thread, and well within the length that relays accept for one header. */
const longestReferences = 20

/** One line of header text: control characters, line breaks above all, become spaces. */
function oneLine(text: string): string {
  return cutText(text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim(), 500)
}

function subjectOf(message: Outgoing, line: EmailLine): string {
  const given = oneLine(message.subject ?? '')
  if (given) return given
  const fallback = `Message from ${oneLine(line.settings.fromName ?? '') || line.address}`
  return message.earlier.length > 0 ? `Re: ${fallback}` : fallback
}

/** The bytes of the email as they go over SMTP. `to` is a checked address. Threads with `earlier`, newest first. */
export async function compose(message: Outgoing, to: string, line: EmailLine, now: Date): Promise<Buffer> {
  const earlier = message.earlier.flatMap((id) => messageIdsIn(id)).slice(0, longestReferences)
  const composer = new MailComposer({
    from: { name: oneLine(line.settings.fromName ?? ''), address: line.address },
    to: { name: '', address: to },
    replyTo: { name: oneLine(line.settings.fromName ?? ''), address: replyAddress(line, message.conversationToken) },
    subject: subjectOf(message, line),
    text: message.body.replace(/\r\n?/g, '\n').replaceAll('\0', ''),
    attachments: (message.attachments ?? []).map(({ content, contentType, name }) => ({
      filename: name,
      contentType,
      content: Buffer.from(content),
    })),
    date: now,
    messageId: messageIdOf(message.reference, line),
    ...(earlier[0] ? { inReplyTo: earlier[0], references: earlier.toReversed() } : {}),
    headers: { 'X-Homing-Reference': markedReference(message.reference, line) },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return composer.compile().build()
}
