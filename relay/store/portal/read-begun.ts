import type { WideDb } from '../database.ts'

/** What there is by now of what a relay needs, whoever gave it. */
export interface Begun {
  /** An account other than the one that the configuration names is connected. */
  hasOthers: boolean
  /** A token was entered for the account that the configuration names. */
  hasToken: boolean
  /** Any account has a line. */
  hasLines: boolean
}

/** For whoever starts a relay. `own` is the account that its configuration names. */
export async function readBegun(db: WideDb, own: string | null): Promise<Begun> {
  const [row] = await db.query<Begun>(
    `select
       exists (select 1 from portal where state = 'active' and portal_id is distinct from $1::bigint) as "hasOthers",
       exists (select 1 from portal where state = 'active' and portal_id = $1::bigint and access_token is not null) as "hasToken",
       exists (select 1 from line where state <> 'retired') as "hasLines"`,
    [own],
  )
  return row ?? { hasOthers: false, hasToken: false, hasLines: false }
}
