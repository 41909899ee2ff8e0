import { membersOf, type Members } from '../members.ts'

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
  const event = membersOf(value)
  const type = event.text('event')
  if (type === undefined) return undefined
  const data = event.within('data')
  return {
    type,
    isTest: event.flag('testMode') === true || data.flag('test') === true || data.flag('testMode') === true,
    event,
    data,
    whole: event.within('message'),
    reply: data.within('reply'),
  }
}
