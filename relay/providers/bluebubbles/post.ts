import { Permanent, Temporary } from '../../errors.ts'
import { answerWords } from '../answer-words.ts'
import { callVendor, type VendorAnswer } from '../call-vendor.ts'
import type { Line, ProviderContext, SendOutcome } from '../provider.ts'
import { endpoint } from './endpoint.ts'
import { messageOf, type Message } from './message.ts'
import { ownStatus } from './own-status.ts'
import { dataOf, refusal } from './refusals.ts'
import type { BlueBubblesSettings } from './settings.ts'

/**
 * One call that sends: an object goes as JSON, a form as it is. Throws where the answer surely says that nothing was
 * sent; whatever else it says, or leaves out, is `unknown`.
 */
export async function post(
  path: string,
  content: object | FormData,
  line: Line<BlueBubblesSettings>,
  context: ProviderContext,
): Promise<SendOutcome> {
  const request =
    content instanceof FormData
      ? { body: content }
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(content) }
  const answer = await callVendor('BlueBubbles', endpoint(line, path), { method: 'POST', ...request }, context)
  return 'doubt' in answer ? { outcome: 'unknown', reason: answer.doubt } : outcomeOf(answer, context.now())
}

function outcomeOf(answer: VendorAnswer, now: Date): SendOutcome {
  const row = rowOf(dataOf(answer.json))
  const { error } = row ? ownStatus(row) : {}
  if (error) {
    const { code, detail, blame = 'unknown', notNow } = error
    if (notNow) throw new Temporary(code, detail, { retryAfter: notNow.after ?? undefined })
    throw new Permanent(code, detail, { blame })
  }
  if (answer.status === 200 && row?.guid) return { outcome: 'accepted', providerId: row.guid, status: 'sent' }
  if (answer.status === 200) return { outcome: 'unknown', reason: 'the answer of BlueBubbles cannot be read' }
  const refused = refusal(answer, now)
  if (refused) throw refused
  return { outcome: 'unknown', reason: answerWords('BlueBubbles', answer.status) }
}

/** `/chat/new` answers with the chat and its messages, every other call with the message. */
function rowOf(data: unknown): Message | undefined {
  const inChat = typeof data === 'object' && data !== null && 'messages' in data ? data.messages : undefined
  const row: unknown = Array.isArray(inChat) ? inChat[0] : data
  return messageOf(row)
}
