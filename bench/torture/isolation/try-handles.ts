import { portalTables } from './dump.ts'
import type { Attack } from './try-routes.ts'

/** Thrown so that nothing stays of what was tried. */
class TakenBack extends Error {}

/**
 * Statements that forget their account, through a handle that is bound to the attacker's, at every table: the database
 * itself must hold back the victim's rows. Answers with the number of attempts.
 */
export async function tryHandles({ house, attacker, own, theirs, watch }: Attack): Promise<number> {
  const { database } = house
  const handle = database.forPortal(attacker.portalId)
  const [victim = ''] = theirs.portalId ?? []
  let attempts = 0
  watch.say(JSON.stringify([own, theirs]))
  for (const table of await portalTables(database)) {
    const by = `a statement at ${table} through ${attacker.portalId}'s handle`
    const rows = await handle.query<{ row: string }>(`select to_jsonb(t)::text as row from ${table} t`)
    const named = await handle.query<{ row: string }>(
      `select to_jsonb(t)::text as row from ${table} t where portal_id = $1`,
      [victim],
    )
    for (const { row } of [...rows, ...named]) watch.hear(by, row)
    if (named.length > 0) watch.leaks.push({ by, what: `reads ${named.length} rows of ${victim}` })
    attempts += 2
    const changes: [string, string][] = [
      ['changes', `update ${table} set portal_id = portal_id where portal_id = ${victim} returning portal_id`],
      ['deletes', `delete from ${table} where portal_id = ${victim} returning portal_id`],
      ['gives away', `update ${table} set portal_id = ${victim} returning portal_id`],
      [
        'adds',
        `insert into ${table} overriding system value
         select (jsonb_populate_record(null::${table}, to_jsonb(t) || '{"portal_id": ${victim}}')).* from ${table} t limit 1
         on conflict do nothing returning portal_id`,
      ],
    ]
    for (const [what, text] of changes) {
      attempts += 1
      const done = await handle
        .transaction(async (tx): Promise<number> => {
          throw new TakenBack(String((await tx.query(text)).length))
        })
        .catch((error: unknown) => (error instanceof TakenBack ? Number(error.message) : 0))
      if (done > 0) watch.leaks.push({ by, what: `${what} ${done} rows of ${victim}` })
    }
  }
  await watch.look('statements through a handle')
  return attempts
}
