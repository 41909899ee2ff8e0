import type { Channel } from '../../contract/channel.ts'
import type { DeliveryStatus } from '../../contract/delivery-status.ts'
import type { Db } from '../store/database.ts'
import type { DeliveryState, Standing } from './standing.ts'

/** A message whose delivery is held for the caller's transaction. */
export interface Held {
  standing: Standing
  lineId: string
  contactId: string
  channel: Channel
  address: string
  /** Whether steps of a ladder are still open. */
  hasLadder: boolean
}

/**
 * Holds the deliveries of these messages until the caller's transaction ends, and reads them as they stand under that
 * lock. By `<portal> <message>`; one that is not there is left out.
 */
export async function holdDeliveries(
  tx: Db,
  asked: readonly { portalId: string; messageId: string }[],
): Promise<Map<string, Held>> {
  const rows = await tx.query<{
    portal_id: string
    message_id: string
    state: DeliveryState
    status: DeliveryStatus
    attempts: number
    passed: boolean
    followed: boolean
    error_code: string | null
    line_id: string
    contact_id: string
    channel: Channel
    address: string
    has_ladder: boolean
    deferred: number
    provider_id: string | null
  }>('select * from hold_deliveries($1::jsonb)', [
    JSON.stringify(asked.map(({ portalId, messageId }) => ({ portal_id: portalId, message_id: messageId }))),
  ])
  return new Map(
    rows.map((row) => [
      `${row.portal_id} ${row.message_id}`,
      {
        standing: {
          state: row.state,
          // A claim is written at the delivery alone where nothing else of the message changes (`status-of.ts`).
          status: row.state === 'sending' && row.status === 'queued' ? 'sending' : row.status,
          attempts: row.attempts,
          settledNotSent: row.error_code === 'settled_not_sent',
          mayHaveLeft: row.state === 'due' && row.error_code === 'outcome_unknown',
          followed: row.followed,
          deferred: row.deferred,
          providerId: row.provider_id,
          passed: row.passed,
        },
        lineId: row.line_id,
        contactId: row.contact_id,
        channel: row.channel,
        address: row.address,
        hasLadder: row.has_ladder,
      },
    ]),
  )
}
