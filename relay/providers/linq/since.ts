import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { Temporary } from '../../errors.ts'
import { askVendor } from '../call-vendor.ts'
import { cursorTime, newerThan } from '../newer-than.ts'
import type { Line, ProviderContext, Received } from '../provider.ts'
import { linqRequest } from './linq-request.ts'
import { LinqHandle, LinqPart } from './message-event.ts'
import type { LinqSettings } from './settings.ts'
import { throwRefusal } from './throw-refusal.ts'

const page = 100
/** Bounds a walk over a history that grew without end: 10,000 chats, 10,000 messages of one chat. */
const mostPages = 100

const cursor = Type.Optional(Type.Union([Type.String(), Type.Null()]))
const Chat = Type.Object({
  id: Type.String({ pattern: '^[A-Za-z0-9_-]{1,100}$' }),
  updated_at: Type.String(),
  is_group: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
})
const Message = Type.Object({
  id: Type.String({ minLength: 1 }),
  created_at: Type.String(),
  is_from_me: Type.Boolean(),
  from_handle: Type.Optional(Type.Union([LinqHandle, Type.Null()])),
  parts: Type.Optional(Type.Union([Type.Array(LinqPart), Type.Null()])),
  sent_at: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  reply_to: Type.Optional(Type.Union([Type.Object({ message_id: Type.String() }), Type.Null()])),
})
const chatPages = Compile(Type.Object({ chats: Type.Array(Chat), next_cursor: cursor }))
const messagePages = Compile(Type.Object({ messages: Type.Array(Message), next_cursor: cursor }))

/**
 * Replies to a line since the cursor, which is ours: Linq lists chats, and messages by chat. Only chats that changed
 * since are looked into. Each reply is what its webhook would say; statuses are not told again.
 */
export async function since(
  from: string | null,
  line: Line<LinqSettings>,
  context: ProviderContext,
): Promise<{ received: Received[]; cursor: string; more: boolean }> {
  const after = cursorTime(from)
  const chats = await walk('/chats', { from: line.address }, ({ updated_at: at }) => at, chatsOf)
  if (from === null) return { received: [], cursor: justAfter(chats), more: false }
  const found: { id: string; at: Date; message: Static<typeof Message> }[] = []
  for (const chat of chats) {
    if (chat.is_group === true) continue
    const messages = await walk(`/chats/${chat.id}/messages`, {}, ({ created_at: at }) => at, messagesOf)
    for (const message of messages) {
      if (!message.is_from_me) found.push({ id: message.id, at: new Date(message.created_at), message })
    }
  }
  const { taken, ...rest } = newerThan(from, found, page)
  return { ...rest, received: taken.map(({ message }) => asWebhook(message, line)) }

  /** Reads pages until nothing newer can follow, which only a list that is newest first lets us know. */
  async function walk<Item>(
    path: string,
    query: Record<string, string>,
    timeOf: (item: Item) => string,
    itemsOf: (json: unknown) => { items: Item[]; next: string | null },
  ): Promise<Item[]> {
    const all: Item[] = []
    let next: string | null = null
    for (let pages = 0; pages < mostPages; pages += 1) {
      const rest: Record<string, string> = next === null ? {} : { cursor: next }
      const { url, request } = linqRequest(path, line, { query: { ...query, limit: String(page), ...rest } })
      const answer = await askVendor('Linq', url, request, context)
      if (answer.status !== 200) throwRefusal(answer, context.now())
      const { items, next: following } = itemsOf(answer.json)
      const times = items.map((item) => new Date(timeOf(item)).getTime())
      all.push(...items.filter((_, index) => !(Number(times[index]) < after.getTime())))
      const newestFirst = times.every((time, index) => index === 0 || time <= Number(times[index - 1]))
      const oldest = times.at(-1)
      if (following === null || oldest === undefined || (newestFirst && oldest < after.getTime())) break
      // The newest is all that the first look wants to know.
      if (from === null && newestFirst) break
      next = following
    }
    return all
  }
}

/** Now, by Linq's clock: later than whatever has happened in any chat. */
function justAfter(chats: Static<typeof Chat>[]): string {
  const times = chats.map(({ updated_at: at }) => new Date(at).getTime()).filter((time) => !Number.isNaN(time))
  return new Date(Math.max(-1, ...times) + 1).toISOString()
}

function chatsOf(json: unknown): { items: Static<typeof Chat>[]; next: string | null } {
  if (!chatPages.Check(json)) throw new Temporary('provider_failed', "Linq's list of chats cannot be read.")
  return { items: json.chats, next: json.next_cursor ?? null }
}

function messagesOf(json: unknown): { items: Static<typeof Message>[]; next: string | null } {
  if (!messagePages.Check(json)) throw new Temporary('provider_failed', "Linq's list of messages cannot be read.")
  return { items: json.messages, next: json.next_cursor ?? null }
}

function asWebhook(message: Static<typeof Message>, line: Line<LinqSettings>): Received {
  const event = {
    event_type: 'message.received',
    created_at: message.created_at,
    data: {
      id: message.id,
      direction: 'inbound',
      chat: { is_group: false, owner_handle: { handle: line.address, is_me: true } },
      sender_handle: message.from_handle ?? { handle: '' },
      parts: message.parts ?? [],
      sent_at: message.sent_at,
      reply_to: message.reply_to,
    },
  }
  return { origin: 'history', headers: {}, body: Buffer.from(JSON.stringify(event)) }
}
