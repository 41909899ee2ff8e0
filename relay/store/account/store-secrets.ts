import type { PortalDb } from '../database.ts'
import { listed } from '../listed.ts'

/** What becomes of an account's secrets. The caller has locked the account. */
export interface SecretChange {
  /** New values, sealed. */
  set: readonly { name: string; sealed: string }[]
  /** Names that are forgotten with all their values. */
  removed: readonly string[]
  /** Names of which no value before the newest counts any more, however long others are kept. */
  ofOthers: readonly string[]
  /** Milliseconds for which the value before a new one is still valid for what comes in, at most. */
  keep: number
  by: string
}

/**
 * Stores what becomes of them. Of one name two values are valid at most, the newest and one before it: the newest until now, unless
 * nothing that came in was ever genuine by it while another was valid beside it. Then it may have been a slip, and that other stays, until
 * its own time is over.
 */
export async function storeSecrets(tx: PortalDb, { set, removed, ofOthers, keep, by }: SecretChange): Promise<void> {
  const names = set.map(({ name }) => name)
  // What was said of a value's end is never put off.
  await tx.query(
    `update account_secret set until = least(until, instant() + $3 * interval '1 millisecond')
     where portal_id = $1 and name = any($2)`,
    [tx.portalId, names, keep],
  )
  // Two within a millisecond have an order all the same.
  await tx.query(
    `insert into account_secret (portal_id, name, value, set_by, since)
     select $1, x.name, x.sealed, $3, greatest(instant(), (select max(s.since) + interval '1 millisecond'
       from account_secret s where s.portal_id = $1 and s.name = x.name))
     from ${listed('$2', 'name text, sealed text')} as x`,
    [tx.portalId, JSON.stringify(set), by],
  )
  await tx.query(
    `with earlier as (
       select name, since, proved_at is not null as proved,
         row_number() over (partition by name order by since desc) as place
       from account_secret where portal_id = $1 and name = any($2) and until > instant()
     ), stays as (
       select distinct on (name) name, since from earlier
       order by name, case when place = 1 and proved then 0 when place = 2 then 1 when place = 1 then 2 else place end
     )
     delete from account_secret s where portal_id = $1 and (
       until <= instant() or name = any($3) or (name = any($4) and until is not null)
       or (name = any($2) and until is not null
           and not exists (select 1 from stays where stays.name = s.name and stays.since = s.since)))`,
    [tx.portalId, names, removed, ofOthers],
  )
}
