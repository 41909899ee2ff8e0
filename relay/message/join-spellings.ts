import { personKey } from '../person/person-key.ts'
import { spellingsOf } from '../person/spellings-of.ts'
import type { Database, PortalDb } from '../store/database.ts'
import { joinConversations } from './join-conversations.ts'

/** As the index `conversation_respelt` has it, which the planner takes only for the same words. */
const respelt = String.raw`(address ~ '^\+(55\d\d[6-9]\d{7}|521\d{10}|549\d{10}|229\d{8}|225\d{8})$' or address ~ '@.*[^\x01-\x7f]')`
const together = 200

interface Respelt {
  portal_id: string
  line_id: string
  contact_id: string
  address: string
}

interface Held {
  id: string
  address: string
  last_at: Date
}

/**
 * Conversations that were begun under a spelling of an address that is compared no more go on under the one that is, as part of
 * the one that may be there already. Answers how many there were, up to 200.
 */
export async function joinSpellings(database: Database): Promise<number> {
  const found = await database.query<Respelt & Record<string, unknown>>(
    `select portal_id, line_id, contact_id, address from conversation where ${respelt} order by portal_id, id limit ${together}`,
  )
  let joined = 0
  for (const one of found) {
    if (personKey(one.address) === one.address) continue
    await database.forPortal(one.portal_id).transaction((tx) => joinOne(tx, one))
    joined += 1
  }
  return joined
}

async function joinOne(tx: PortalDb, one: Respelt): Promise<void> {
  const key = personKey(one.address)
  const held = await tx.query<Held & Record<string, unknown>>(
    `select id, address, last_at from conversation
     where portal_id = $1 and line_id = $2 and contact_id = $3 and address = any($4::text[])
     order by line_id, address, contact_id for update`,
    [tx.portalId, one.line_id, one.contact_id, spellingsOf(one.address)],
  )
  const stays = held.find(({ address }) => address === key) ?? held[0]
  if (!stays) return
  const lastAt = Math.max(...held.map((row) => row.last_at.getTime()))
  await joinConversations(
    tx,
    held.map(({ id }) => ({ id, stays: stays.id })),
  )
  await tx.query('update conversation set address = $3, last_at = $4 where portal_id = $1 and id = $2', [
    tx.portalId,
    stays.id,
    key,
    new Date(lastAt),
  ])
}
