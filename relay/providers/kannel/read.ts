import { Invalid } from '../../errors.ts'
import type { Line, ProviderEvent, Received } from '../provider.ts'
import { failureOf } from './refusals.ts'
import type { KannelSettings } from './settings.ts'

type StatusEvent = Extract<ProviderEvent, { kind: 'status' }>

/** What `%d` says. An intermediate notice (32) only repeats that the message is still on its way. */
const statuses: Record<string, StatusEvent['status']> = {
  1: 'delivered',
  2: 'undelivered',
  4: 'sent',
  8: 'sent',
  16: 'failed',
}

/**
 * One call of Kannel in our words. All but a reply's text stands in the query, which the header `homing-query` holds as
 * it came: reports are always GET, and what `post-url` posts names neither the message nor, by default, who wrote it.
 */
export async function read(received: Received, line: Line<KannelSettings>): Promise<ProviderEvent[]> {
  const query = new URLSearchParams(received.headers['homing-query'] ?? '')
  switch (query.get('kind')) {
    case 'status':
      return [statusOf(query)]
    case 'reply':
      return [replyOf(query, received, line)]
    default:
      throw unreadable('This is no call that Kannel makes as it was told to. Compare its post-url with the set-up.')
  }
}

function statusOf(query: URLSearchParams): ProviderEvent {
  const [word, answer] = [query.get('status') ?? '', query.get('answer') ?? '']
  const status = statuses[word]
  if (status === undefined) return { kind: 'ignored', reason: `a report of the kind “${word.slice(0, 20)}”` }
  const event: StatusEvent = { kind: 'status', reference: needed(query, 'reference'), status, at: timeOf(query) }
  if (status !== 'undelivered' && status !== 'failed') return event
  const { code, detail, blame } = failureOf(status, answer)
  const said = answer.trim().slice(0, 200)
  return {
    ...event,
    status: code === 'expired' ? 'expired' : status,
    error: { code, detail: said === '' ? detail : `${detail} It said: ${said}`, blame },
  }
}

function replyOf(query: URLSearchParams, received: Received, line: Line<KannelSettings>): ProviderEvent {
  const [providerId, from, at] = [needed(query, 'id'), phoneOf(needed(query, 'from'), line), timeOf(query)]
  if (from === line.address) return { kind: 'ignored', reason: 'an echo of our own message' }
  const type = received.headers['content-type'] ?? 'text/plain'
  if (!/^text\/plain\b/i.test(type)) return { kind: 'ignored', reason: 'a binary message, which holds no text' }
  return { kind: 'reply', providerId, from, body: textOf(received.body, type), subject: null, at }
}

/** UTF-8, or UTF-16BE for UCS-2 where mo-recode is off, or what the SMSC's alt-charset says. */
function textOf(body: Uint8Array, type: string): string {
  const [, charset = 'utf-8'] = /\bcharset="?([^";\s]+)/i.exec(type) ?? []
  try {
    return new TextDecoder(charset, { fatal: true }).decode(body)
  } catch {
    throw unreadable(`The text of the message is not in ${charset.slice(0, 20)}, as it claims.`)
  }
}

/** The number as E.164 where that is certain; the rest is left to who knows the company's country. */
function phoneOf(number: string, { settings }: Line<KannelSettings>): string {
  const digits = number.trim()
  if (/^00\d{7,15}$/.test(digits)) return `+${digits.slice(2)}`
  if (settings.numbers !== 'national' && /^[1-9]\d{7,14}$/.test(digits)) return `+${digits}`
  return digits
}

/** Seconds since 1970, by Kannel's clock. */
function timeOf(query: URLSearchParams): Date {
  const seconds = needed(query, 'at')
  if (!/^\d{1,11}$/.test(seconds)) throw unreadable('The time is no number of seconds.')
  return new Date(Number(seconds) * 1000)
}

function needed(query: URLSearchParams, name: string): string {
  const value = query.get(name)?.trim() ?? ''
  if (value === '' || value.length > 200) throw unreadable(`The query lacks “${name}”. Compare it with the set-up.`)
  return value
}

function unreadable(message: string): Invalid {
  return new Invalid('unreadable_delivery', message)
}
