import type { WideDb } from '../database.ts'
import { everyAccount } from '../every-account.ts'
import { newId } from '../id.ts'

/** What is removed after its time: deliveries as they came, HubSpot's events, stories of messages and of new contacts, drafts, secrets that others replaced, versions of settings. */
export type Removed = 'raw' | 'events' | 'stories' | 'newContacts' | 'drafts' | 'secrets' | 'versions'

/** When an account, `p.id`, has rows that are older than a time: `$1` is the time, `$2` an id of then. */
const old: Record<Removed, string> = {
  raw: 'select from inbox i where i.portal_id = p.id and i.id < $2::uuid and $1::timestamptz is not null',
  events: 'select from hubspot_event e where e.portal_id = p.id and e.done_at < $1 and $2::uuid is not null',
  drafts: 'select from draft d where d.portal_id = p.id and d.kept_at < $1 and $2::uuid is not null',
  secrets: 'select from account_secret s where s.portal_id = p.id and s.until < $1 and $2::uuid is not null',
  versions: `select from account_version v join account a using (portal_id)
    where v.portal_id = p.id and v.version < a.version and v.at < $1 and $2::uuid is not null`,
  newContacts: `select from auto_send a where a.portal_id = p.id and a.at < $1 and a.state <> 'waits' and $2::uuid is not null`,
  stories:
    'select from message_event e where e.portal_id = p.id and e.message_id < $2::uuid and $1::timestamptz is not null',
}

/** The accounts of which anything is kept. */
export async function listKept(db: WideDb): Promise<string[]> {
  const rows = await db.query<{ id: string }>(`select id from ${everyAccount} p`)
  return rows.map(({ id }) => id)
}

/** Those of these accounts that have something of before this time; whether it is over is judged by whoever removes it. */
export async function findOld(
  db: WideDb,
  what: Removed,
  { before, ofThese }: { before: Date; ofThese: readonly string[] },
): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `select id from unnest($3::bigint[]) as p(id) where exists (${old[what]})`,
    [before, newId(before.getTime()), ofThese],
  )
  return rows.map(({ id }) => id)
}
