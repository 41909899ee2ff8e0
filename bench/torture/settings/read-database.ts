import type { Database } from '../../../relay/store/database.ts'
import type { Claimed } from './judge-claims.ts'
import type { StoredVersion } from './judge-saves.ts'

/** All versions of all accounts. */
export function readVersions(database: Database): Promise<StoredVersion[]> {
  return database.query<StoredVersion>(
    `select portal_id::text as "portalId", version, coalesce(reason, '') as mark, changed from account_version`,
  )
}

/** Every time that a message was claimed to leave. */
export function readClaims(database: Database): Promise<Claimed[]> {
  return database.query<Claimed>(
    `select e.message_id as "messageId", e.portal_id::text as "portalId", m.line_id as "lineId",
       extract(epoch from e.at)::float8 * 1000 as at
     from message_event e join message m on m.portal_id = e.portal_id and m.id = e.message_id where e.kind = 'sending'`,
  )
}

/** Messages that have not left although their line is there. */
export async function countLeft(database: Database): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    `select count(*)::int as count from message m join line l on l.portal_id = m.portal_id and l.id = m.line_id
     where m.direction = 'outbound' and m.status in ('queued', 'sending', 'unknown') and l.state = 'active'`,
  )
  return row?.count ?? 0
}
