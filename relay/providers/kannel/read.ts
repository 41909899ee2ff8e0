import { createHash } from 'node:crypto'
import { cutText } from '../../../contract/cut-text.ts'
import { Invalid } from '../../errors.ts'
import type { Line, ProviderEvent, Received } from '../provider.ts'
import { reactionOrReply } from '../reaction-or-reply.ts'
import { failureOf } from './refusals.ts'
import type { KannelSettings } from './settings.ts'
import { textOf } from './text-of.ts'

type StatusEvent = Extract<ProviderEvent, { kind: 'status' }>

/** What `%d` says. An intermediate notice (32) only repeats that the message is still on its way. */
const statuses = new Map<string, StatusEvent['status']>([
  ['1', 'delivered'],
  ['2', 'undelivered'],
  ['4', 'sent'],
  ['8', 'sent'],
  ['16', 'failed'],
])

/**
 * One call of Kannel in our words. All but a reply's text stands in the query, which the header `homing-query` holds as
 * it came: reports are always GET, and what `post-url` posts names neither the message nor, by default, who wrote it.
 */
export async function read(received: Received, line: Line<KannelSettings>): Promise<ProviderEvent[]> {
  const query = new URLSearchParams(received.headers['homing-query'] ?? '')
  switch (query.get('kind')) {
    case 'status':
      return [statusOf(query, received)]
    case 'reply':
      return [replyOf(query, received, line)]
    default:
      throw unreadable('This is no call that Kannel makes as it was told to. Compare its post-url with the set-up.')
  }
}

function statusOf(query: URLSearchParams, received: Received): ProviderEvent {
  const [word, answer] = [query.get('status') ?? '', query.get('answer') ?? '']
  const status = statuses.get(word)
  if (status === undefined) return { kind: 'ignored', reason: `a report of the kind “${cutText(word, 20)}”` }
  const reference = needed(query, 'reference')
  const event: StatusEvent = { kind: 'status', reference, status, at: timeOf(query, received) }
  if (status !== 'undelivered' && status !== 'failed') return event
  const { code, detail, blame, fate } = failureOf(status, answer)
  const said = cutText(answer.trim(), 200)
  const error = { code, detail: said === '' ? detail : `${detail} It said: ${said}`, blame }
  return {
    ...event,
    status: code === 'expired' ? 'expired' : status,
    error: fate === 'later' ? { ...error, notNow: { after: null } } : error,
  }
}

function replyOf(query: URLSearchParams, received: Received, line: Line<KannelSettings>): ProviderEvent {
  const [from, at] = [phoneOf(needed(query, 'from'), line), timeOf(query, received)]
  if (from === line.address) return { kind: 'ignored', reason: 'an echo of our own message' }
  const type = received.headers['content-type'] ?? 'text/plain'
  const text = /^\s*text\/plain\b/i.test(type) ? textOf(received.body, type) : undefined
  const providerId = query.get('id')?.trim().slice(0, 200) || idOf(query, received)
  const reply = { kind: 'reply', providerId, from, subject: null, at } as const
  if (text === undefined) {
    const body = `This person sent a binary message of ${received.body.length} bytes, which holds no text.`
    return { ...reply, body, made: true }
  }
  if (text.trim() === '') return { ...reply, body: 'This person sent an SMS without text.', made: true }
  return reactionOrReply({ ...reply, body: text })
}

/** For a gateway that gives its messages no name: the same call is the same message. */
function idOf(query: URLSearchParams, { body }: Received): string {
  return createHash('sha256').update(query.toString()).update(body).digest('hex').slice(0, 32)
}

/** The number as E.164 where that is certain; the rest is left to who knows the company's country. */
function phoneOf(number: string, { settings }: Line<KannelSettings>): string {
  const digits = number.trim()
  if (/^00\d{7,15}$/.test(digits)) return `+${digits.slice(2)}`
  if (settings.numbers !== 'national' && /^[1-9]\d{7,14}$/.test(digits)) return `+${digits}`
  return digits
}

/** Seconds since 1970, by Kannel's clock; where it does not say, when the call came. */
function timeOf(query: URLSearchParams, { headers }: Received): Date {
  const seconds = query.get('at')?.trim() ?? ''
  if (/^\d{1,11}$/.test(seconds)) return new Date(Number(seconds) * 1000)
  const came = new Date(headers['homing-received'] ?? '')
  return Number.isNaN(came.getTime()) ? new Date() : came
}

function needed(query: URLSearchParams, name: string): string {
  const value = query.get(name)?.trim() ?? ''
  if (value === '' || value.length > 200) throw unreadable(`The query lacks “${name}”. Compare it with the set-up.`)
  return value
}

function unreadable(message: string): Invalid {
  return new Invalid('unreadable_delivery', message)
}
