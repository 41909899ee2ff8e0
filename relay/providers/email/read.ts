import type { ParsedMail } from 'mailparser'
import { Invalid } from '../../errors.ts'
import type { ProviderEvent, Received } from '../provider.ts'
import { arrivedAt } from './arrived-at.ts'
import { bodyOf } from './body.ts'
import { bounceEvents } from './bounce.ts'
import { contentOf } from './content.ts'
import { conversationTokenOf } from './conversation-token.ts'
import type { EmailLine } from './email-line.ts'
import { fingerprint } from './fingerprint.ts'
import { headerText, mailHeaders } from './headers.ts'
import { messageIdsIn } from './message-id.ts'
import { isOurCopy } from './our-copy.ts'
import { parseMail } from './parse-mail.ts'
import { reactionIn } from './reaction.ts'
import { senderProof } from './sender-proof.ts'
import { senderOf } from './sender.ts'
import { setAside } from './set-aside.ts'
import { subjectOf } from './subject.ts'
import { withoutFiles } from './without-files.ts'

const mostFiles = 10

/**
 * What one email says. What may be no person's word is told with the reason, for a person to see; only our own copies and
 * what mail systems write for each other is passed over. Throws `Invalid` for bytes that are no email.
 */
export async function read(received: Received, line: EmailLine): Promise<ProviderEvent[]> {
  const refused = received.headers['imap-refused']
  if (refused !== undefined) {
    throw new Invalid(
      'email_withheld',
      `The mail server does not hand over this email, which lies in the mailbox: ${refused}`,
    )
  }
  const { buffer, byteOffset, byteLength } = received.body
  const bytes = withoutFiles(Buffer.from(buffer, byteOffset, byteLength))
  const mail = await parseMail(bytes)
  const headers = mailHeaders(mail.headerLines ?? [])
  const sender = senderOf(mail, headers, line)
  if (isOurCopy(headers, sender, line)) return [{ kind: 'ignored', reason: 'our own email' }]
  const at = arrivedAt(mail.date, received.headers['imap-internal-date'], headers)

  const conversationToken = conversationTokenOf(headers, line)
  const subject = subjectOf(mail, headers)
  const providerId = messageIdsIn(headerText(headers, 'message-id').slice(0, 998))[0] ?? fingerprint(received.body)
  const facts = { headers, raw: received.body, bytes, providerId, from: sender.address, subject, at, conversationToken }
  const said = senderProof(headers, sender, line)
  const proof = said === 'none' ? {} : { proof: said }
  const bounced = bounceEvents(facts, line)
  if (bounced) return bounced.map((event) => (event.kind === 'reply' ? { ...event, ...proof } : event))
  if (!sender.address) {
    throw new Invalid('email_without_sender', 'The email names no sender, so nobody can be answered.')
  }

  const answers = messageIdsIn(`${headerText(headers, 'in-reply-to')} ${headerText(headers, 'references')}`)
  const aside = setAside({ headers, subject, sender, conversationToken, answers }, line)

  const reaction = reactionIn(mail)
  if (reaction && answers[0] && aside.aside === undefined) {
    const body = `Reacted ${reaction}`
    const to = { providerId: messageIdsIn(headerText(headers, 'in-reply-to'))[0] ?? answers[0] }
    return [{ kind: 'reaction', providerId, from: sender.address, to, reaction, body, at, ...proof }]
  }
  const content = await contentOf(mail)
  const files = content.files.slice(0, mostFiles)
  return [
    {
      kind: 'reply',
      providerId,
      from: sender.address,
      subject: subject || null,
      ...bodyOf(content, {
        subject,
        answers: conversationToken !== undefined || answers.length > 0,
        isReply: answers.length > 0,
        passesOn: holdsMail(bytes, mail),
        sender: sender.address,
        line,
      }),
      at,
      ...proof,
      conversationToken,
      ...(answers.length > 0 ? { answers } : {}),
      ...(files.length > 0 ? { attachments: files } : {}),
      ...aside,
    },
  ]
}

/** Whether another mail lies in this one, whose text the parser puts below the mail's own. */
function holdsMail(bytes: Buffer, mail: ParsedMail): boolean {
  if (mail.attachments.some(({ contentType }) => contentType === 'message/rfc822')) return false
  const raw = bytes.toString('latin1', 0, 1024 * 1024)
  return raw.toLowerCase().includes('message/rfc822') && /^content-type:\s*message\/rfc822/im.test(raw)
}
