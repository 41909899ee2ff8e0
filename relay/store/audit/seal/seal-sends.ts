import { randomBytes } from 'node:crypto'
import { appendAudit } from '../audit.ts'
import { auditLeaf, digestWords } from './audit-leaf.ts'
import type { PortalDatabase, PortalDb } from '../../database.ts'
import { tryHoldSeals } from './hold-seals.ts'
import { merkle } from './merkle.ts'
import { readStories } from './read-stories.ts'

/** Sends that one entry seals, at most. */
export const sealedTogether = 1_000

/**
 * Seals the next sends of an account that were accepted `age` milliseconds ago or earlier: a leaf for each and one entry
 * with the root over them, or nothing of it. Answers how many; 0 also while another process seals.
 */
export async function sealSends(portal: PortalDatabase, { age, at }: { age: number; at: Date }): Promise<number> {
  return portal.transaction(async (tx) => {
    if (!(await tryHoldSeals(tx))) return 0
    // Only now: whoever held it has moved on how far they are sealed.
    const { after, last } = await findNext(tx, age)
    if (last === null) return 0
    const salts = randomBytes(16 * sealedTogether)
    const leaves = (await readStories(tx, { after, last })).map((story, nth) => {
      const salt = salts.subarray(16 * nth, 16 * (nth + 1))
      return { ...story, salt, digest: auditLeaf(story.lasting, digestWords(salt, story.words)) }
    })
    await tx.query(
      `insert into audit_leaf (portal_id, event, message_id, events, digest, words)
       select $1, * from unnest($2::bigint[], $3::uuid[], $4::smallint[], $5::bytea[], $6::bytea[])`,
      [
        tx.portalId,
        leaves.map(({ event }) => event),
        leaves.map(({ messageId }) => messageId),
        leaves.map(({ events }) => events),
        leaves.map(({ digest }) => digest),
        leaves.map(({ salt }) => salt),
      ],
    )
    await tx.query(
      'insert into audit_sealed (portal_id, last) values ($1, $2) on conflict (portal_id) do update set last = excluded.last',
      [tx.portalId, last],
    )
    const root = merkle(leaves.map(({ digest }) => digest)).root.toString('hex')
    const detail = { after, last, count: leaves.length, root }
    await appendAudit(tx, [{ portalId: tx.portalId, at, actor: 'relay', action: 'send.sealed', detail }])
    return leaves.length
  })
}

/**
 * Up to which acceptance they are sealed, and are to be. Numbers of events are given before they are committed, but no
 * transaction lasts as long as an acceptance has to be old.
 */
async function findNext(tx: PortalDb, age: number): Promise<{ after: string; last: string | null }> {
  const [row] = await tx.query<{ after: string; last: string | null }>(
    `with sealed as (
       select coalesce((select last from audit_sealed where portal_id = $1), 0) as after
     ), next as (
       select id, at <= instant() - $2 * interval '1 millisecond' or at > instant() + interval '30 minutes' as due
       from message_event
       where portal_id = $1 and kind = 'accepted' and id > (select after from sealed) order by id limit ${sealedTogether}
     )
     select after, (select max(id) from next
                    where id < coalesce((select min(id) from next where not due), 9223372036854775807)) as last
     from sealed`,
    [tx.portalId, age],
  )
  return row!
}
