import type { WideDb } from '../database.ts'

/**
 * The clock of settings, which whoever saves moves last and holds until its commit: whoever has read it knows of every save before. With it,
 * the accounts that were saved after `since`, in the same statement; none where `since` is null. `leaving` is called right before it is sent.
 */
export async function readSaved(
  db: WideDb,
  since: string | null,
  leaving?: () => void,
): Promise<{ clock: string; saved: { portalId: string; version: number }[] }> {
  const [row] = await db.query<{ value: string; saved: { portalId: string; version: number }[] | null }>(
    `select value, (select json_agg(json_build_object('portalId', portal_id::text, 'version', version))
                    from account where clock > $1) as saved
     from settings_clock`,
    [since],
    leaving,
  )
  return { clock: row?.value ?? '0', saved: row?.saved ?? [] }
}
