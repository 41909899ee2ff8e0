import { Temporary } from '../../errors.ts'
import { peek, peekText } from '../peek.ts'
import type { Line, ProviderContext } from '../provider.ts'
import { account } from './account.ts'
import { askTwilio } from './ask-twilio.ts'
import { channelAddress } from './channel-address.ts'
import { isLine } from './is-line.ts'
import { messageResource, type MessageResource } from './message-resource.ts'
import type { TwilioSettings } from './settings.ts'

/** One item of Twilio's list: as it came, and as far as it can be read. */
export interface Listed {
  item: unknown
  message: MessageResource
}

type TwilioLine = Line<TwilioSettings>

const pageSize = 1000
/** Pages that are followed at most: past that something is wrong, and it is better to say so. */
const mostPages = 200
/** Of the whole account's messages, among which only few can be the line's. */
const mostOfAccount = 10

/**
 * What came to the line or left it since `from`, under whichever of its names, oldest first. What has not left yet is not listed
 * by its time. The name of an RCS sender that no setting tells is looked for among all messages of the account.
 */
export async function history(from: Date, line: TwilioLine, context: ProviderContext): Promise<Listed[]> {
  const { messagingServiceSid, rcsSender } = line.settings
  const since = { 'DateSent>': `${from.toISOString().slice(0, 19)}Z` }
  const names = [channelAddress(line.address, line.channel), ...(rcsSender === undefined ? [] : [rcsSender])]
  const queries = names.flatMap((name) => [{ To: name }, { From: name }])
  const found: Listed[] = []
  for (const query of queries) {
    const listed = await list({ ...query, ...since }, from, line, context)
    found.push(...listed.filter((each) => isOfLine(each, line) || isOdd(each)))
  }
  if (line.channel === 'sms' && messagingServiceSid !== undefined && rcsSender === undefined) {
    const all = await list(since, from, line, context, mostOfAccount)
    found.push(...all.filter((each) => isOfLine(each, line, messagingServiceSid)))
  }
  const seen = new Set<string>()
  const once = found.filter(({ item, message: { sid } }) => {
    const key = sid || JSON.stringify(item)
    return !seen.has(key) && seen.add(key)
  })
  return once.reverse().sort((one, other) => timeOf(one.message, from) - timeOf(other.message, from))
}

/** What the line sent to one address since `from`, whether it has left or waits. */
export async function sentTo(
  to: string,
  from: Date,
  line: TwilioLine,
  context: ProviderContext,
): Promise<(MessageResource & { created: Date })[]> {
  const { rcsSender } = line.settings
  const names = [channelAddress(line.address, line.channel), ...(rcsSender === undefined ? [] : [rcsSender])]
  const found: (MessageResource & { created: Date })[] = []
  for (const name of names) {
    const listed = await list({ To: channelAddress(to, line.channel), From: name }, from, line, context)
    for (const { item, message } of listed) {
      const created = new Date(peekText(item, 'date_created') ?? '')
      if (message.sid !== '' && created.getTime() >= from.getTime()) found.push({ ...message, created })
    }
  }
  return found
}

/** Milliseconds since 1970; the history's clock counts whole seconds. */
export function timeOf({ at }: MessageResource, otherwise: Date): number {
  return (at ?? otherwise).getTime()
}

/** What is attached to a message that came in; undefined where Twilio does not tell. */
export async function mediaOf(
  { sid, inbound, files }: MessageResource,
  line: TwilioLine,
  context: ProviderContext,
): Promise<{ contentType: string }[] | undefined> {
  if (!inbound || files === 0 || sid === '') return []
  try {
    const answer = await askTwilio(account(line).url(`/Messages/${sid}/Media.json`), line, context)
    const listed = peek(answer, 'media_list')
    if (!Array.isArray(listed)) return undefined
    return listed.map((each: unknown) => ({ contentType: peekText(each, 'content_type') ?? '' }))
  } catch (error) {
    // That files came is known; what they are must not hold up what else there is. But Twilio may just be away.
    if (error instanceof Temporary) throw error
    return undefined
  }
}

/** Is it to or from the line? Where one address is missing, whoever asked for the line's own believes that it is. */
function isOfLine({ message }: Listed, line: TwilioLine, service?: string): boolean {
  const { inbound, from, to, service: named } = message
  const own = inbound ? to : from
  if (own === '') return service === undefined
  if (service === undefined) return isLine(own, named ?? line.settings.messagingServiceSid, line)
  return /^rcs:/i.test(own) && isLine(own, named ?? service, line)
}

function isOdd({ message: { sid, from, to } }: Listed): boolean {
  return sid === '' || (from === '' && to === '')
}

/** Twilio lists the newest first, so pages are followed until one ends before `from`. */
async function list(
  query: Record<string, string>,
  from: Date,
  line: TwilioLine,
  context: ProviderContext,
  atMost?: number,
): Promise<Listed[]> {
  const first = account(line).url('/Messages.json')
  first.search = new URLSearchParams({ ...query, PageSize: String(pageSize) }).toString()
  const found: Listed[] = []
  let next: URL | null = first
  for (let page = 1; next !== null; page += 1) {
    if (atMost !== undefined && page > atMost) return found
    if (page > mostPages) throw new Temporary('provider_failed', "Twilio's history never ends.")
    const answer = await askTwilio(next, line, context)
    const messages = peek(answer, 'messages')
    if (!Array.isArray(messages)) throw new Temporary('provider_failed', "Twilio's history cannot be read.")
    found.push(...messages.map((item: unknown) => ({ item, message: messageResource(item) })))
    const uri = peekText(answer, 'next_page_uri')
    const last = found.at(-1)?.message
    const goesOn =
      uri !== undefined && messages.length > 0 && last !== undefined && timeOf(last, from) >= from.getTime()
    next = goesOn ? URL.parse(uri, first.href) : null
  }
  return found
}
