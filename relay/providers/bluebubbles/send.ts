import { Permanent, Temporary } from '../../errors.ts'
import type { Line, Outgoing, ProviderContext, SendOutcome } from '../provider.ts'
import { ask } from './ask.ts'
import { post } from './post.ts'
import { sendInParts } from './send-in-parts.ts'
import { sendMultipart } from './send-multipart.ts'
import { serverInfo } from './server-info.ts'
import type { BlueBubblesSettings } from './settings.ts'

/**
 * Sends one message. `tempGuid` is our reference: it comes back in the webhook of this very send, and holds off a second
 * call only while the first is under way, so it is no idempotency key. Whatever is not clearly refused is `unknown`.
 */
export async function send(
  message: Outgoing,
  line: Line<BlueBubblesSettings>,
  context: ProviderContext,
): Promise<SendOutcome> {
  const method = await methodOf(line, context)
  const service = serviceFor(message)
  const chatGuid = await knownChat(message.to, service, line, context)
  // AppleScript opens a chat by itself; the Private API sends only into one that exists.
  const first = chatGuid === null && method === 'private-api'
  if (message.attachments?.length) {
    if (method === 'apple-script') return sendInParts(message, chatGuid ?? newChat(message.to, service), line, context)
    if (chatGuid !== null) return sendMultipart(message, chatGuid, line, context)
    throw new Permanent(
      'file_in_first_message',
      'The Private API of the Mac opens a conversation with text only. Write without a file first, then send the file.',
    )
  }
  const text = { message: message.body, method, tempGuid: message.reference }
  return first
    ? post('/chat/new', { ...text, addresses: [message.to], service }, line, context)
    : post('/message/text', { ...text, chatGuid: chatGuid ?? newChat(message.to, service) }, line, context)
}

/**
 * The answer goes the way the person's last message came: what an iPhone forwards to the Mac as SMS or RCS can only be answered so. The
 * Mac knows no other way to begin a conversation than these two.
 */
function serviceFor({ service, to }: Outgoing): 'iMessage' | 'SMS' {
  const isForwarded = service === 'SMS' || service === 'MMS' || service === 'RCS'
  return isForwarded && !to.includes('@') ? 'SMS' : 'iMessage'
}

/** What a chat will be called that is not there yet. */
function newChat(to: string, service: 'iMessage' | 'SMS'): string {
  return `${service};-;${to}`
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
  service: 'iMessage' | 'SMS',
  line: Line<BlueBubblesSettings>,
  context: ProviderContext,
): Promise<string | null> {
  const names = service === 'SMS' ? ['SMS', 'RCS', 'any'] : ['iMessage', 'any']
  for (const guid of names.map((name) => `${name};-;${to}`)) {
    const chat = await ask({ path: `/chat/${encodeURIComponent(guid)}` }, line, context)
    if (chat !== null) return guid
  }
  return null
}
