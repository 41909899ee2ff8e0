import { Permanent } from '../../errors.ts'
import type { Outgoing, ProviderContext, SendOutcome } from '../provider.ts'
import { readEmail } from '../../person/read-email.ts'
import { compose } from './compose.ts'
import type { EmailLine } from './email-line.ts'
import { envelopeAddress } from './envelope-address.ts'
import { messageIdOf } from './message-id.ts'
import { isRefusal, refusal } from './refusal.ts'
import { submit } from './submit.ts'
import { withTimeLimit } from '../../with-time-limit.ts'

/** Mail servers take 25 MB at most, and files grow by a third when they are written as text. */
const mostBytes = 18_000_000

/**
 * Sends one email. Accepted when the server answered the final dot with 2xx. Throws `Temporary` or `Permanent` when it
 * surely did not leave. `unknown` when the connection ended between the message and the server's answer.
 */
export async function send(
  message: Outgoing,
  line: EmailLine,
  context: ProviderContext,
  timeout: number,
): Promise<SendOutcome> {
  const to = readEmail(message.to)
  if (!to) throw new Permanent('recipient_invalid', 'The contact has no email address that mail can be sent to.')
  if (sizeOf(message) > mostBytes) {
    throw new Permanent('attachment_too_large', 'Together the files are larger than the 18 MB that mail servers take.')
  }
  const raw = await compose(message, to.address, line, context.now())
  const from = line.settings.bounceAddress ?? line.address
  const envelope = { from: envelopeAddress(from) ?? from, to: envelopeAddress(to.address) ?? to.address }
  const submission = await withTimeLimit(timeout, [context.signal], (signal) =>
    submit(raw, envelope, line.settings.smtp, { ...context, signal }),
  )
  if (submission.accepted) {
    // Microsoft 365 and Amazon SES put their own Message-ID in place of ours; replies will name theirs.
    const providerId = submission.serverMessageId ?? messageIdOf(message.reference, line)
    return { outcome: 'accepted', providerId, status: 'sent' }
  }
  if (submission.mayHaveLeft && !isRefusal(submission.error)) {
    context.note?.(submission.error.code ?? submission.error.name)
    return {
      outcome: 'unknown',
      reason: 'The mail server got the message but never said that it took it.',
    }
  }
  throw refusal(submission.error)
}

function sizeOf({ attachments = [] }: Outgoing): number {
  return attachments.reduce((sum, { content }) => sum + content.length, 0)
}
