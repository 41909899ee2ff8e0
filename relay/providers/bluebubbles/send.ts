import { Permanent, Temporary } from '../../errors.ts'
import { callVendor, type VendorAnswer } from '../call-vendor.ts'
import type { Line, Outgoing, ProviderContext, SendOutcome } from '../provider.ts'
import { ask } from './ask.ts'
import { endpoint } from './endpoint.ts'
import { isMessage, type Message } from './message.ts'
import { dataOf, messageError, refusal } from './refusals.ts'
import { serverInfo } from './server-info.ts'
import type { BlueBubblesSettings } from './settings.ts'

/**
 * Sends one text. `tempGuid` is our reference: it comes back in the webhook of this very send, and holds off a second
 * call only while the first is under way, so it is no idempotency key. Whatever is not clearly refused is `unknown`.
 */
export async function send(
  message: Outgoing,
  line: Line<BlueBubblesSettings>,
  context: ProviderContext,
): Promise<SendOutcome> {
  const method = await methodOf(line, context)
  const chatGuid = await knownChat(message.to, line, context)
  // AppleScript opens a chat by itself; the Private API sends only into one that exists.
  const first = chatGuid === null && method === 'private-api'
  const text = { message: message.body, method, tempGuid: message.reference }
  const posted = first
    ? { ...text, addresses: [message.to], service: 'iMessage' }
    : { ...text, chatGuid: chatGuid ?? `iMessage;-;${message.to}` }
  const answer = await callVendor(
    'BlueBubbles',
    endpoint(line, first ? '/chat/new' : '/message/text'),
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(posted) },
    context,
  )
  return 'doubt' in answer ? { outcome: 'unknown', reason: answer.doubt } : outcomeOf(answer, context.now())
}

/** AppleScript reports success and delivers nothing while nobody is logged in on the Mac's screen. */
async function methodOf(
  line: Line<BlueBubblesSettings>,
  context: ProviderContext,
): Promise<'private-api' | 'apple-script'> {
  const { method = 'auto' } = line.settings
  if (method === 'apple-script') return method
  const info = await serverInfo(line, context)
  if (info.private_api && info.helper_connected) return 'private-api'
  if (method === 'auto') return 'apple-script'
  throw new Temporary('private_api_off', 'The Private API of the Mac is not connected.')
}

/** The chat with this person, never the masked one (`any;-;+156****2244`) that filtered senders also have. */
async function knownChat(
  to: string,
  line: Line<BlueBubblesSettings>,
  context: ProviderContext,
): Promise<string | null> {
  for (const guid of [`iMessage;-;${to}`, `any;-;${to}`]) {
    const chat = await ask({ path: `/chat/${encodeURIComponent(guid)}` }, line, context)
    if (chat !== null) return guid
  }
  return null
}

function outcomeOf(answer: VendorAnswer, now: Date): SendOutcome {
  const row = rowOf(dataOf(answer.json))
  if (row?.error) {
    const { code, detail, blame } = messageError(row.error)
    throw new Permanent(code, detail, { blame })
  }
  if (answer.status === 200 && row?.guid) return { outcome: 'accepted', providerId: row.guid, status: 'sent' }
  if (answer.status === 200) return { outcome: 'unknown', reason: 'the answer of BlueBubbles cannot be read' }
  const refused = refusal(answer, now)
  if (refused) throw refused
  return { outcome: 'unknown', reason: `BlueBubbles answered ${answer.status}` }
}

/** `/message/text` answers with the message, `/chat/new` with the chat and its messages. */
function rowOf(data: unknown): Message | undefined {
  const inChat = typeof data === 'object' && data !== null && 'messages' in data ? data.messages : undefined
  const row: unknown = Array.isArray(inChat) ? inChat[0] : data
  return isMessage(row) ? row : undefined
}
