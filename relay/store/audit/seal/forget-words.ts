import { digestWords } from './audit-leaf.ts'
import type { PortalDb } from '../../database.ts'
import { holdSeals } from './hold-seals.ts'
import { readStories } from './read-stories.ts'

/**
 * The words of these messages are about to be erased: their leaves keep the digest in place of the salt, so that they prove
 * what stays and tell nobody what the words were. Until the transaction ends nobody seals what is half erased.
 */
export async function forgetWords(tx: PortalDb, messageIds: string[]): Promise<void> {
  await holdSeals(tx)
  const sealed = await tx.query<{ event: string }>(
    `select l.event from message_event e join audit_leaf l on l.portal_id = $1 and l.event = e.id
     where e.portal_id = $1 and e.message_id = any($2::uuid[]) and e.kind = 'accepted' and octet_length(l.words) = 16`,
    [tx.portalId, messageIds],
  )
  const stories = await readStories(tx, { events: sealed.map(({ event }) => event) })
  await tx.query(
    `update audit_leaf l set words = x.words from unnest($2::bigint[], $3::bytea[]) as x(event, words)
     where l.portal_id = $1 and l.event = x.event`,
    [tx.portalId, stories.map(({ event }) => event), stories.map(({ leaf, words }) => digestWords(leaf!.words, words))],
  )
}
