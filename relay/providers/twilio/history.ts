import { Compile } from 'typebox/compile'
import { Type } from 'typebox'
import { Temporary } from '../../errors.ts'
import type { Line, ProviderContext } from '../provider.ts'
import { account } from './account.ts'
import { askTwilio } from './ask-twilio.ts'
import { channelAddress } from './channel-address.ts'
import { MessageResource } from './message-resource.ts'
import type { TwilioSettings } from './settings.ts'

const pages = Compile(
  Type.Object({ messages: Type.Array(MessageResource), next_page_uri: Type.Union([Type.String(), Type.Null()]) }),
)
const mediaLists = Compile(Type.Object({ media_list: Type.Array(Type.Object({ content_type: Type.String() })) }))
const pageSize = 1000
/** Pages that are followed at most: past that something is wrong, and it is better to say so. */
const mostPages = 200

/** What came to the line or left it since `from`, oldest first. What has not left yet is not listed by its time. */
export async function history(
  from: Date,
  line: Line<TwilioSettings>,
  context: ProviderContext,
): Promise<MessageResource[]> {
  const address = channelAddress(line.address, line.channel)
  const since = { 'DateSent>': `${from.toISOString().slice(0, 19)}Z` }
  const inbound = await list({ To: address, ...since }, from, line, context)
  const outbound = await list({ From: address, ...since }, from, line, context)
  return [...inbound, ...outbound].reverse().sort((one, other) => timeOf(one) - timeOf(other))
}

/** What the line sent to one address since `from`, whether it has left or waits. */
export async function sentTo(
  to: string,
  from: Date,
  line: Line<TwilioSettings>,
  context: ProviderContext,
): Promise<MessageResource[]> {
  const addresses = { To: channelAddress(to, line.channel), From: channelAddress(line.address, line.channel) }
  const listed = await list(addresses, from, line, context)
  return listed.filter((message) => Date.parse(message.date_created) >= from.getTime())
}

/** Milliseconds since 1970; the history's clock counts whole seconds. */
export function timeOf(message: MessageResource): number {
  return Date.parse(message.date_sent ?? message.date_created) || 0
}

/** What is attached to a message that came in. */
export async function mediaOf(
  message: MessageResource,
  line: Line<TwilioSettings>,
  context: ProviderContext,
): Promise<{ contentType: string }[]> {
  if (message.direction !== 'inbound' || message.num_media === '0') return []
  const { url } = account(line)
  const answer = await askTwilio(url(`/Messages/${message.sid}/Media.json`), line, context)
  if (!mediaLists.Check(answer)) throw new Temporary('provider_failed', "Twilio's list of attachments cannot be read.")
  return answer.media_list.map(({ content_type: contentType }) => ({ contentType }))
}

/** Twilio lists the newest first, so pages are followed until one ends before `from`. */
async function list(
  query: Record<string, string>,
  from: Date,
  line: Line<TwilioSettings>,
  context: ProviderContext,
): Promise<MessageResource[]> {
  const first = account(line).url('/Messages.json')
  first.search = new URLSearchParams({ ...query, PageSize: String(pageSize) }).toString()
  const found: MessageResource[] = []
  let next: URL | null = first
  for (let page = 1; next !== null; page += 1) {
    if (page > mostPages) throw new Temporary('provider_failed', "Twilio's history never ends.")
    const answer = await askTwilio(next, line, context)
    if (!pages.Check(answer)) throw new Temporary('provider_failed', "Twilio's history cannot be read.")
    found.push(...answer.messages)
    const last = answer.messages.at(-1)
    const goesOn = answer.next_page_uri !== null && last !== undefined && timeOf(last) >= from.getTime()
    next = goesOn ? new URL(answer.next_page_uri ?? '', first) : null
  }
  return found
}
