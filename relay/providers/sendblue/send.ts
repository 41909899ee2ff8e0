import { Permanent } from '../../errors.ts'
import { answerWords } from '../answer-words.ts'
import { callVendor, type VendorAnswer } from '../call-vendor.ts'
import type { Line, Outgoing, ProviderContext, SendOutcome } from '../provider.ts'
import { membersOf } from '../members.ts'
import { errorOf, failureOf, refusal, statusUnresolved } from './refusals.ts'
import { request } from './request.ts'
import type { SendblueSettings } from './settings.ts'
import { statuses } from './statuses.ts'

/**
 * Sends one message, a file with it if there is one: Sendblue fetches that itself. There is no idempotency key, so
 * whatever is not clearly refused is `unknown`.
 */
export async function send(
  message: Outgoing,
  line: Line<SendblueSettings>,
  context: ProviderContext,
): Promise<SendOutcome> {
  const [file, another] = message.attachments ?? []
  if (another) throw new Permanent('too_many_attachments', 'Sendblue takes one attachment a message.')
  const body = {
    number: message.to,
    from_number: line.address,
    ...(message.body === '' ? {} : { content: message.body }),
    ...(file && { media_url: file.url }),
  }
  const answer = await callVendor('Sendblue', ...request(line, '/api/send-message', { body }), context)
  return 'doubt' in answer ? { outcome: 'unknown', reason: answer.doubt } : outcomeOf(answer, context.now())
}

function outcomeOf(answer: VendorAnswer, now: Date): SendOutcome {
  const refused = refusal(answer, now)
  if (refused) throw refused
  if (answer.status >= 300) return { outcome: 'unknown', reason: answerWords('Sendblue', answer.status) }
  const taken = membersOf(answer.json)
  const providerId = taken.text('message_handle')
  const status = statuses[taken.text('status') ?? '']
  if (status === 'failed') {
    if (taken.text('error_code') === statusUnresolved) {
      return { outcome: 'unknown', reason: 'Sendblue could not find out how the message fared' }
    }
    throw errorOf(failureOf(taken))
  }
  if (providerId === undefined) return { outcome: 'unknown', reason: 'the answer of Sendblue cannot be read' }
  // A word that is new to us on a message that has a handle: it was taken.
  const reached = status === 'sent' || status === 'delivered' ? status : status === 'read' ? 'delivered' : 'sending'
  return { outcome: 'accepted', providerId, status: reached }
}
