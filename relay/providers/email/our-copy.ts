import { mailSender } from './bounce/mail-sender.ts'
import type { EmailLine } from './email-line.ts'
import { headerText, type MailHeaders } from './headers.ts'
import { messageIdsIn, ownReference, referenceOfMessageId } from './message-id.ts'
import type { Sender } from './sender.ts'

/**
 * Whether a mail is a copy of one that the line sent: it has the Message-ID that we gave it, or our mark and our address where
 * a server has put its own id there. A person's mail with our mark in it is theirs: some systems copy headers into answers.
 * Nor is a mail system's report that goes by our Message-ID, or in our name, a copy.
 */
export function isOurCopy(headers: MailHeaders, { fromOurs }: Sender, line: EmailLine): boolean {
  const isReport = /^multipart\/report/i.test(headerText(headers, 'content-type'))
  if (isReport || (!fromOurs && mailSender(headers) === 'mail system')) return false
  const isMarked = (headers.get('x-homing-reference') ?? []).some((value) => ownReference(value, line) !== null)
  const ids = messageIdsIn(headerText(headers, 'message-id'))
  return ids.some((id) => referenceOfMessageId(id, line) !== null) || (isMarked && fromOurs)
}
