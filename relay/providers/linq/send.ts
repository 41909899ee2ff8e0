import { Permanent } from '../../errors.ts'
import { answerWords } from '../answer-words.ts'
import { callVendor, type VendorAnswer } from '../call-vendor.ts'
import { membersOf } from '../members.ts'
import type { Line, Outgoing, ProviderContext, SendOutcome } from '../provider.ts'
import { findChat } from './find-chat.ts'
import { keyOf } from './key-of.ts'
import { linqRequest } from './linq-request.ts'
import { linkRefusal, meaningOf } from './refusals.ts'
import type { LinqSettings } from './settings.ts'
import { errorCode, isUnclear, throwRefusal } from './throw-refusal.ts'
import { uploadFiles } from './upload-files.ts'

/**
 * Sends from the line's own number, under the reference as idempotency key, so that repeating it never sends twice.
 * `POST /v3/messages` would carry links in a first message, but picks the number itself; a line is one number here.
 * A link therefore goes into the chat that must exist by then, and is refused where none does.
 */
export async function send(
  message: Outgoing,
  line: Line<LinqSettings>,
  context: ProviderContext,
): Promise<SendOutcome> {
  const linked = holdsLink(message.body)
  const chat = linked ? await findChat(message.to, line, context) : null
  // Refused here and not there: a repeat must never go another way than the first attempt, whose key may be kept by way.
  if (linked && chat === null) throw new Permanent(linkRefusal.code, linkRefusal.detail)
  const files = await uploadFiles(message.attachments ?? [], line, context)
  const content = {
    parts: [
      ...(message.body === '' ? [] : [{ type: 'text', value: message.body }]),
      ...files.map((id) => ({ type: 'media', attachment_id: id })),
    ],
    preferred_service: serviceOf(message, line),
    idempotency_key: keyOf(message),
  }
  const { url, request } = linqRequest(chat === null ? '/chats' : `/chats/${chat}/messages`, line, {
    body: chat === null ? { from: line.address, to: [message.to], message: content } : { message: content },
    idempotencyKey: keyOf(message),
  })
  const answer = await callVendor('Linq', url, request, context)
  return 'doubt' in answer ? { outcome: 'unknown', reason: answer.doubt } : outcomeOf(answer, message, context.now())
}

/** What carried the person's newest message carries the answer. */
function serviceOf({ service }: Outgoing, line: Line): 'iMessage' | 'SMS' | 'RCS' {
  if (line.channel === 'sms' || service === 'SMS' || service === 'MMS') return 'SMS'
  return service === 'RCS' ? 'RCS' : 'iMessage'
}

function outcomeOf(answer: VendorAnswer, message: Outgoing, now: Date): SendOutcome {
  const { status, json } = answer
  if (isUnclear(answer)) return { outcome: 'unknown', reason: answerWords('Linq', status) }
  if (status < 200 || status >= 300) {
    const link = errorCode(answer) === 1005 && /\w\.\w/.test(message.body)
    return throwRefusal(answer, now, link ? linkRefusal : undefined)
  }
  const told = membersOf(json)
  const sent = told.has('message') ? told.within('message') : told.within('chat').within('message')
  const providerId = sent.text('id')
  if (providerId === undefined) return { outcome: 'unknown', reason: `Linq's answer (${status}) cannot be read` }
  switch (sent.text('delivery_status')) {
    case 'failed': {
      const { code, detail, blame } = meaningOf(null)
      throw new Permanent(code, detail, { blame })
    }
    case 'sent':
      return { outcome: 'accepted', providerId, status: 'sent' }
    case 'delivered':
    case 'read':
      return { outcome: 'accepted', providerId, status: 'delivered' }
    default:
      return { outcome: 'accepted', providerId, status: 'sending' }
  }
}

function holdsLink(body: string): boolean {
  return /https?:\/\/|\bwww\./i.test(body)
}
