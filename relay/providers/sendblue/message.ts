import { asService } from '../as-service.ts'
import { membersOf, type Members } from '../members.ts'
import { namesLine } from '../names-line.ts'
import type { Line, Service } from '../provider.ts'

/** A message as Sendblue's webhooks, answers and history show it. What else it holds is asked for by name. */
export interface SendblueMessage {
  handle: string
  outbound: boolean
  /** The person's number or, for an Apple Account without one, their email. */
  person: string | undefined
  /** The line of the account that it came to or left by. */
  own: string | undefined
  status: string | undefined
  content: string
  media: string[]
  service: Service | undefined
  /** Somebody in Sendblue's dashboard wrote it; what we send names no seat. */
  seated: boolean
  group: boolean
  /** When it was written, and when it last changed. */
  sentAt: Date | undefined
  changedAt: Date | undefined
  rest: Members
}

/** Reads a message; null where it has no handle, which all else hangs on. */
export function readMessage(value: unknown, line: Pick<Line, 'address'>): SendblueMessage | null {
  const rest = membersOf(value)
  const handle = rest.text('message_handle')
  if (handle === undefined || handle.length > 200) return null
  const [from, to] = [rest.text('from_number'), rest.text('to_number')]
  const status = rest.text('status')
  const outbound = rest.flag('is_outbound') ?? (status !== 'RECEIVED' && from !== undefined && namesLine(from, line))
  const own = rest.text('sendblue_number') ?? (outbound ? from : to)
  const person = rest.text('number') ?? (outbound ? to : from)
  return {
    handle,
    outbound,
    person,
    own,
    status,
    content: withoutHolders(rest.text('content') ?? ''),
    media: [rest.text('media_url'), ...rest.list('media_url', 'media_urls')].filter((url) => typeof url === 'string'),
    service: asService(rest.text('service')) ?? (rest.flag('was_downgraded') === true ? 'SMS' : undefined),
    seated: rest.text('seat_id', 'sender_email') !== undefined,
    group:
      rest.text('message_type') === 'group' ||
      rest.text('group_id') !== undefined ||
      rest.list('participants').length > 2,
    sentAt: rest.date('date_sent', 'date_created', 'date_updated'),
    changedAt: rest.date('date_updated', 'date_sent', 'date_created'),
    rest,
  }
}

/** Where a file stood in the text, Apple leaves a sign that means nothing without it. */
function withoutHolders(text: string): string {
  return text.replaceAll('\ufffc', '').trim() === '' ? '' : text.replaceAll('\ufffc', '')
}
