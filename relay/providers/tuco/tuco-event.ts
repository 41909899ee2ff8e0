import { loose } from '../loose.ts'

/** One place of an event where members may stand. */
type Members = Readonly<Record<string, unknown>>

/** The places of an event, which Tuco's descriptions fill in different ways. */
export interface TucoEvent {
  type: string
  isTest: boolean
  /** The flat top. */
  event: Members
  data: Members
  /** The message as an object, where the event carries it so; else empty. */
  whole: Members
  /** The reply as an object, likewise. */
  reply: Members
}

/** Takes an event apart: flat, with the message as text or as an object, or nested in `data`. Undefined for what is none. */
export function tucoEvent(value: unknown): TucoEvent | undefined {
  const event = loose.record(value)
  if (typeof event.event !== 'string') return undefined
  const data = loose.record(event.data)
  return {
    type: event.event,
    isTest: event.testMode === true || data.test === true || data.testMode === true,
    event,
    data,
    whole: loose.record(event.message),
    reply: loose.record(data.reply),
  }
}
