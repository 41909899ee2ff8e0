import type { DeliveryStatus } from '../../contract/delivery-status.ts'
import { movesForward } from '../../contract/moves-forward.ts'
import type { PortalDb } from '../store/database.ts'
import { tellTimeline } from '../store/jobs/tell-timeline.ts'
import type { MoveNeeds } from './move.ts'
import { wantTimeline } from './want-timeline.ts'

/** How a message that was written elsewhere fares, by its provider's word. It has no delivery: nothing is tried again or goes another way. */
export async function moveElsewhere(
  portal: PortalDb,
  messageId: string,
  told: {
    status: DeliveryStatus
    error: { code: string; detail: string } | null
    service: string | null
    at: Date
  },
  needs: Pick<MoveNeeds, 'jobs' | 'timelineUpdate'>,
): Promise<void> {
  const [known] = await portal.query<{ status: DeliveryStatus }>(
    `select status from message where portal_id = $1 and id = $2 and source = 'elsewhere' for update`,
    [portal.portalId, messageId],
  )
  if (!known || !movesForward(known.status, told.status)) return
  const { status, service, at } = told
  const error = told.error && { code: told.error.code, detail: told.error.detail }
  await portal.query(
    `with moved as (
       update message set status = $3, error_code = $4, error_detail = $5, error_retryable = false,
         service = coalesce($6, service), changed_at = instant()
       where portal_id = $1 and id = $2 returning portal_id, id, contact_id, channel, source
     ), told as (
       insert into message_event (portal_id, message_id, at, kind, data)
       select portal_id, id, instant(), $3, $7::jsonb from moved
     )
     ${wantTimeline('moved', { first: '$8', change: '$8' })}`,
    [
      ...[portal.portalId, messageId, status, error?.code ?? null, error?.detail ?? null, service],
      ...[JSON.stringify({ ...error, providerAt: at.toISOString() }), needs.timelineUpdate],
    ],
  )
  await tellTimeline(needs.jobs, portal, portal.portalId, 'changed', needs.timelineUpdate)
}
