import type { ProviderEvent } from '../provider.ts'
import type { WhatsAppStatus } from './delivery.ts'
import { refusal } from './refusals.ts'

type Status = Extract<ProviderEvent, { kind: 'status' }>

const statuses = new Map<string, Status['status']>([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  // A voice message that was listened to.
  ['played', 'read'],
  ['failed', 'failed'],
])

/** A status of Meta's in our words. */
export function statusEvent(said: WhatsAppStatus): ProviderEvent {
  const status = statuses.get(said.status)
  if (status === undefined)
    return { kind: 'ignored', reason: `the status “${said.status.slice(0, 40)}” says nothing new` }
  const event: Status = {
    kind: 'status',
    providerId: said.id,
    status,
    at: new Date(Number(said.timestamp) * 1000),
  }
  if (said.biz_opaque_callback_data !== undefined) event.reference = said.biz_opaque_callback_data
  if (status !== 'failed') return event
  const { code, detail, blame } = refusal(said.errors?.[0]?.code ?? null)
  return { ...event, error: { code, detail, blame } }
}
