import { cutText } from '../../../contract/cut-text.ts'
import type { ProviderEvent, Service } from '../provider.ts'
import { refusal } from './refusals.ts'
import { untilTomorrow } from './until-tomorrow.ts'

type Status = Extract<ProviderEvent, { kind: 'status' }>

/** Twilio's words for where a message stands. A message that the sender called off will not be sent. */
export const statuses = new Map<string, Status['status']>([
  ['accepted', 'sending'],
  ['scheduled', 'sending'],
  ['queued', 'sending'],
  ['sending', 'sending'],
  ['sent', 'sent'],
  ['partially_delivered', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['undelivered', 'undelivered'],
  ['failed', 'failed'],
  ['canceled', 'failed'],
])

/** What a status of Twilio's says here; `errorCode` is null where it gave none, and `words` are its own on it. */
export function statusEvent(said: {
  sid: string
  word: string
  errorCode: number | null
  words?: string | undefined
  reference?: string | undefined
  service?: Service | undefined
  at: Date
  now: Date
}): ProviderEvent {
  const status = statuses.get(said.word)
  if (status === undefined) {
    return { kind: 'ignored', reason: `the status “${cutText(said.word, 40)}” says nothing of a message of ours` }
  }
  const event: Status = { kind: 'status', providerId: said.sid, status, at: said.at }
  if (said.reference !== undefined) event.reference = said.reference
  if (said.service !== undefined) event.service = said.service
  if (status !== 'failed' && status !== 'undelivered') return event
  if (said.word === 'canceled') {
    return { ...event, error: { code: 'called_off', detail: 'The message was called off at Twilio.' } }
  }
  const { code, detail, blame, later, wait } = refusal(said.errorCode)
  const words = cutText(said.words?.trim() ?? '', 300) || undefined
  event.error = { code, detail: words ? `${detail} Twilio says: ${words}` : detail, blame }
  if (later) event.error.notNow = { after: wait === 'tomorrow' ? untilTomorrow(said.at, said.now) : wait }
  return event
}
