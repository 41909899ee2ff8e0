import type { DeliveryStatus } from '../../../contract/delivery-status.ts'
import { Temporary } from '../../errors.ts'
import type { Line, ProviderContext, Sought } from '../provider.ts'
import { sameWords } from '../same-words.ts'
import { chatAddress } from './chat-address.ts'
import { messageOf, type Message } from './message.ts'
import { ownStatus } from './own-status.ts'
import { query } from './query.ts'
import { receivedFiles } from './received-files.ts'
import { serverInfo } from './server-info.ts'
import type { BlueBubblesSettings } from './settings.ts'
import { wordsOf } from './words-of.ts'

/** Clocks of the Mac and the relay may differ by this much beyond what the Mac knows of; milliseconds. */
const skew = 60_000
/** The server itself gives up on a send after five minutes; until then the message may still be leaving. */
export const settled = 300_000
const page = 1000
const mostPages = 10

/**
 * Looks for a message among the Mac's own. Messages keeps no reference of ours, so what is certain is this: exactly one
 * message of ours to this person since the first attempt, with these words, that is no other message's, is the one. None
 * means "not sent" only when the whole time was looked at, every row could be read, and nothing can be under way. Where
 * files went out and the words did not, a person must look: of a message in parts the words are the last.
 */
export async function find(
  _reference: string,
  line: Line<BlueBubblesSettings>,
  context: ProviderContext,
  sought: Sought,
): Promise<{ providerId: string; status: DeliveryStatus } | null> {
  const info = await serverInfo(line, context)
  const off = skew + Math.abs(info.macos_time_sync ?? 0) * 1000
  const rows = await ownRows(sought.firstAttemptAt.getTime() - off, line, context)
  const possible = rows.filter((row) => leadsTo(row, sought.to) && !sought.others.includes(row.guid ?? ''))
  const one = sought.body === '' ? ofFiles(possible, sought.files) : ofWords(possible, sought)
  if (one?.guid) return { providerId: one.guid, status: ownStatus(one).status }
  if (context.now().getTime() - sought.lastAttemptAt.getTime() < settled) {
    throw new Temporary('find_too_early', 'The Mac may still be sending this message.')
  }
  return null
}

function ofWords(possible: readonly Message[], { body, files }: Sought): Message | undefined {
  const [one, ...others] = possible.filter((row) => sameWords(wordsOf(row), body))
  const mayBePart = (row: Message) => (filesOf(row) > 0 ? files !== 0 : wordsOf(row) === '')
  if (others.length > 0 || (!one && possible.some(mayBePart))) throw ambiguous()
  return one
}

/** A message without words: as many files as it had, and no more. The last is the one whose webhook bears our reference. */
function ofFiles(possible: readonly Message[], files: number | undefined): Message | undefined {
  const rows = possible.filter((row) => wordsOf(row).trim() === '')
  if (rows.length > 0 && rows.reduce((sum, row) => sum + filesOf(row), 0) !== files) throw ambiguous()
  return rows.at(-1)
}

function ambiguous(): Temporary {
  return new Temporary('find_ambiguous', 'Several messages on the Mac may be this one; a person must look.')
}

async function ownRows(after: number, line: Line<BlueBubblesSettings>, context: ProviderContext): Promise<Message[]> {
  const rows: Message[] = []
  for (let offset = 0; offset < mostPages * page; offset += page) {
    const found = await query({ after, sort: 'ASC', limit: page, offset }, line, context)
    for (const item of found) {
      const row = messageOf(item)
      // It may be the one.
      if (!row) throw new Temporary('provider_failed', 'A message of BlueBubbles cannot be read.')
      if (row.isFromMe && !row.itemType && !row.associatedMessageGuid) rows.push(row)
    }
    if (found.length < page) return rows
  }
  throw new Temporary('find_too_much', 'The Mac has too many messages to be sure.')
}

function filesOf(row: Message): number {
  return receivedFiles(row).length
}

/** A row without a chat may lead anywhere. */
function leadsTo(row: Message, to: string): boolean {
  const chats = row.chats ?? []
  if (chats.length === 0) return !row.handle || chatAddress(row.handle.address).address === chatAddress(to).address
  return chats.some(({ guid }) => {
    const place = chatAddress(guid)
    return !place.group && place.address === chatAddress(to).address
  })
}
