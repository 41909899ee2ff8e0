import type { PortalDb } from '../database.ts'
import { listed } from '../listed.ts'

/** Values of one secret that are valid at once, at most: the newest and those before it. */
const mostValues = 5

/** What becomes of an account's secrets. The caller has locked the account. */
export interface SecretChange {
  /** New values, sealed. */
  set: readonly { name: string; sealed: string }[]
  /** Names that are forgotten with all their values. */
  removed: readonly string[]
  /** Milliseconds for which all values before the new ones are still valid for what comes in, at most. */
  keep: number
  by: string
}

export async function storeSecrets(tx: PortalDb, { set, removed, keep, by }: SecretChange): Promise<void> {
  const names = set.map(({ name }) => name)
  await tx.query(
    `update account_secret set until = instant() + $3 * interval '1 millisecond'
     where portal_id = $1 and name = any($2) and (until is null or until > instant() + $3 * interval '1 millisecond')`,
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
    `delete from account_secret where portal_id = $1 and (name = any($2) or until <= instant()
       or (name, since) in (select name, since from (
             select name, since, row_number() over (partition by name order by since desc) as place
             from account_secret where portal_id = $1 and name = any($3)) x where place > ${mostValues}))`,
    [tx.portalId, removed, names],
  )
}
