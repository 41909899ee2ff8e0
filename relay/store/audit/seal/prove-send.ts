import { Invalid } from '../../../errors.ts'
import type { AuditRow } from '../audit-rows.ts'
import { verifyAudit } from '../audit-verify.ts'
import type { PortalDb } from '../../database.ts'
import { findAlteredSends } from './find-altered-sends.ts'
import { isUuid } from '../../id.ts'
import { judgeStory } from './judge-story.ts'
import { merkle, type MerkleStep } from './merkle.ts'
import { readSealDetail } from './read-seal-detail.ts'
import { readStories } from './read-stories.ts'

/** How one message is part of the chain: by a row that seals it among others, or by one of its own. */
export interface SendProof {
  row: AuditRow
  /** `place` counts from 1 to `count`; null where the row tells of this message alone. */
  leaf: { digest: Buffer; place: number; count: number; path: MerkleStep[]; root: string } | null
  /** Of the story, against the row. */
  story: 'holds' | 'erased' | 'gone' | 'altered'
  /** Whether the chain holds as far as the row. */
  chained: boolean
}

/** Throws `Invalid`: `no_message_id`, `unknown_message` for one that this account never sent, or `not_sealed`. */
export async function proveSend(portal: PortalDb, messageId: string): Promise<SendProof> {
  if (!isUuid(messageId)) {
    throw new Invalid('no_message_id', 'Name the message by its id, such as 01985f3e-7c1a-7b54-9d2e-3f6a1c0b8e47.')
  }
  const event = await findSealed(portal, messageId)
  const row = await findRow(portal, messageId, event)
  const { brokenAt } = await verifyAudit(portal, undefined, 'the chain alone')
  const chained = brokenAt === null || brokenAt > Number(row.sequence)
  if (event === null) {
    const altered = await findAlteredSends(portal, [row])
    return { row, leaf: null, story: altered.length > 0 ? 'altered' : 'holds', chained }
  }
  const { after, last, root } = readSealDetail(row.detail)
  const sealed = (await readStories(portal, { after, last })).filter(({ leaf }) => leaf)
  const nth = sealed.findIndex((story) => story.event === event)
  const digests = sealed.map(({ leaf }) => leaf!.digest)
  const path = merkle(digests).pathOf(nth)
  const leaf = { digest: digests[nth]!, place: nth + 1, count: sealed.length, path, root }
  return { row, leaf, story: judgeStory(sealed[nth]!, row.at), chained }
}

/** By its story where that is there, since leaves are not looked for by their messages; null: it has no leaf. */
async function findSealed(portal: PortalDb, messageId: string): Promise<string | null> {
  const [found] = await portal.query<{ event: string }>(
    `select event from audit_leaf where portal_id = $1 and message_id = $2 and event in (
       select id from message_event where portal_id = $1 and message_id = $2 and kind = 'accepted')
     union all
     select event from audit_leaf where portal_id = $1 and message_id = $2
     limit 1`,
    [portal.portalId, messageId],
  )
  return found?.event ?? null
}

async function findRow(portal: PortalDb, messageId: string, event: string | null): Promise<AuditRow> {
  const [row] = await portal.query<Omit<AuditRow, 'portalId' | 'at'> & { at: Date }>(
    `select sequence, at, actor, action, detail, hash from audit
     where portal_id = $1 and case when $3::bigint is null
       then action = 'send.accepted' and detail::jsonb ->> 'messageId' = $2
       else action = 'send.sealed' and (detail::jsonb ->> 'after')::bigint < $3 and (detail::jsonb ->> 'last')::bigint >= $3 end
     order by sequence limit 1`,
    [portal.portalId, messageId, event],
  )
  if (row) return { ...row, portalId: portal.portalId, at: row.at.toISOString() }
  const sent = await portal.query("select from message where portal_id = $1 and id = $2 and direction = 'outbound'", [
    portal.portalId,
    messageId,
  ])
  if (sent.length > 0) {
    throw new Invalid('not_sealed', 'This message is not sealed yet. That is done some minutes after it was accepted.')
  }
  throw new Invalid('unknown_message', `Account ${portal.portalId} has sent no message with this id.`)
}
