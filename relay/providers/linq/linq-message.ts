import { asService } from '../as-service.ts'
import { membersOf, type Members } from '../members.ts'
import { namesLine } from '../names-line.ts'
import type { Line, Service } from '../provider.ts'

/** A message as Linq's events, its older events and its history show it. What else it holds is asked for by name. */
export interface LinqMessage {
  id: string
  outbound: boolean
  /** Who wrote it. */
  sender: string | undefined
  /** Who is written to, where that is said: by the list of people in the chat, which events may lack. */
  recipient: string | undefined
  group: boolean
  /** The number of ours that the chat is of. */
  owner: string | undefined
  parts: unknown[]
  service: Service | undefined
  chatId: string | undefined
  chat: Members
  rest: Members
}

/** Reads the data of a `message.*` event; null where it has no id, which all else hangs on. */
export function readMessage(data: Members, line: Pick<Line, 'address'>): LinqMessage | null {
  // Until webhook version 2026-02-03 the message was a member of its event.
  const inner = data.within('message')
  const chat = data.within('chat')
  const id = data.text('id') ?? inner.text('id')
  if (id === undefined) return null
  const sentBy = data.within('sender_handle', 'from_handle')
  const sender = sentBy.text('handle') ?? data.text('from')
  const direction = data.text('direction')
  const outbound =
    direction === undefined
      ? (data.flag('is_from_me') ?? sentBy.flag('is_me') ?? (sender !== undefined && namesLine(sender, line)))
      : direction === 'outbound'
  return {
    id,
    outbound,
    sender,
    recipient: recipientOf(data, chat, line),
    group: chat.flag('is_group') === true,
    owner: chat.within('owner_handle').text('handle') ?? (outbound ? undefined : data.text('recipient_phone')),
    parts: data.list('parts').length > 0 ? data.list('parts') : inner.list('parts'),
    service: asService(data.text('service') ?? inner.text('service')),
    chatId: chat.text('id') ?? data.text('chat_id'),
    chat,
    rest: data,
  }
}

function recipientOf(data: Members, chat: Members, line: Pick<Line, 'address'>): string | undefined {
  const handles = [...data.list('recipient_handles', 'recipients', 'to'), ...chat.list('handles', 'participants')]
  const named = handles.map((one) => (typeof one === 'string' ? one : membersOf(one).text('handle')))
  return [data.within('recipient_handle').text('handle'), data.text('recipient_phone', 'to'), ...named].find(
    (name) => name !== undefined && !namesLine(name, line),
  )
}
