import type { PortalDb } from '../store/database.ts'
import { tellTimeline } from '../store/jobs/tell-timeline.ts'
import type { MoveNeeds } from './move.ts'
import { wantTimeline } from './want-timeline.ts'

/** A sign that somebody put beside a message; `reaction` is null where it was taken away again. */
export interface StoredSign {
  from: string
  reaction: string | null
  /** ISO 8601. */
  at: string
}

/** Keeps a sign with its message, and in its story. Of each person the newest one counts; what is told twice is told once. */
export async function storeSign(
  portal: PortalDb,
  messageId: string,
  { from, reaction, at }: StoredSign,
  needs: Pick<MoveNeeds, 'jobs' | 'timelineUpdate'>,
): Promise<void> {
  const [known] = await portal.query<{ reactions: StoredSign[] | null }>(
    `select reactions from message where portal_id = $1 and id = $2 and address <> '' for update`,
    [portal.portalId, messageId],
  )
  if (!known) return
  const all = known.reactions ?? []
  const before = all.find((one) => one.from === from)
  if (before ? before.at >= at || before.reaction === reaction : reaction === null) return
  const reactions = [...all.filter((one) => one !== before), { from, reaction, at }]
  await portal.query(
    `with signed as (
       update message set reactions = $3, changed_at = instant()
       where portal_id = $1 and id = $2 returning portal_id, id, contact_id, channel
     ), told as (
       insert into message_event (portal_id, message_id, at, kind, data)
       select portal_id, id, instant(), 'reaction', $4::jsonb from signed
     )
     ${wantTimeline('signed', { first: '$5', change: '$5' })}`,
    [
      portal.portalId,
      messageId,
      JSON.stringify(reactions),
      JSON.stringify({ reaction, was: before?.reaction ?? null }),
      needs.timelineUpdate,
    ],
  )
  await tellTimeline(needs.jobs, portal, portal.portalId, 'changed', needs.timelineUpdate)
}
