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
  /** Under which ids its provider told of this person's signs beside this message, the newest last. */
  ids?: string[]
}

/** Of so many ids a history may tell once more. */
const mostIds = 20

/** Keeps a sign with its message, and in its story. Of each person the newest one counts; what is told twice is told once. */
export async function storeSign(
  portal: PortalDb,
  messageId: string,
  { from, reaction, at, providerId }: Pick<StoredSign, 'from' | 'reaction' | 'at'> & { providerId: string },
  needs: Pick<MoveNeeds, 'jobs' | 'timelineUpdate'>,
): Promise<void> {
  const [known] = await portal.query<{ reactions: StoredSign[] | null }>(
    `select reactions from message where portal_id = $1 and id = $2 and address <> '' for update`,
    [portal.portalId, messageId],
  )
  if (!known) return
  const all = known.reactions ?? []
  const before = all.find((one) => one.from === from)
  const ids = [...new Set([...(before?.ids ?? []), providerId])].slice(-mostIds)
  const isOld = before ? before.at >= at || before.reaction === reaction : reaction === null
  const reactions = [
    ...all.filter((one) => one !== before),
    { ...(isOld && before ? before : { from, reaction, at }), ids },
  ]
  if (isOld) return void (before?.ids?.includes(providerId) || (await storeIds(portal, messageId, reactions)))
  await portal.query(
    `with signed as (
       update message set reactions = $3, changed_at = instant()
       where portal_id = $1 and id = $2 returning portal_id, id, contact_id, channel, source
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

/** Nothing is new but the id. */
async function storeIds(portal: PortalDb, messageId: string, reactions: readonly StoredSign[]): Promise<void> {
  await portal.query('update message set reactions = $3 where portal_id = $1 and id = $2', [
    portal.portalId,
    messageId,
    JSON.stringify(reactions),
  ])
}
