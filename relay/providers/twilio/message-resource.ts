import { peekText } from '../peek.ts'

/** A message as Twilio's history shows it, as far as it can be read. */
export interface MessageResource {
  /** '' where it has none: then it cannot be told from another, and is nobody's. */
  sid: string
  from: string
  to: string
  body: string
  inbound: boolean
  status: string
  errorCode: number | null
  errorMessage: string | undefined
  files: number
  /** The Messaging Service that it went by. */
  service: string | undefined
  /** When it was sent, else made; null where neither can be read. The times are RFC 2822, in whole seconds. */
  at: Date | null
}

/** Reads one item of Twilio's list; no part of it decides about another. */
export function messageResource(item: unknown): MessageResource {
  const sid = peekText(item, 'sid') ?? ''
  const errorCode = Number(peekText(item, 'error_code') ?? Number.NaN)
  const times = ['date_sent', 'date_created', 'date_updated'].map((name) => new Date(peekText(item, name) ?? ''))
  return {
    sid: /^[A-Z]{2}[0-9a-fA-F]{32}$/.test(sid) ? sid : '',
    from: peekText(item, 'from') ?? '',
    to: peekText(item, 'to') ?? '',
    body: peekText(item, 'body') ?? '',
    inbound: peekText(item, 'direction') === 'inbound',
    status: peekText(item, 'status') ?? '',
    errorCode: Number.isInteger(errorCode) ? errorCode : null,
    errorMessage: peekText(item, 'error_message'),
    files: Math.max(0, Math.min(Number(peekText(item, 'num_media') ?? 0) || 0, 10)),
    service: peekText(item, 'messaging_service_sid'),
    at: times.find((time) => !Number.isNaN(time.getTime())) ?? null,
  }
}
