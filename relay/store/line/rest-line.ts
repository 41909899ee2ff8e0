import type { PortalDb } from '../database.ts'

/** A line's provider takes nothing more for so many milliseconds: until then nothing leaves by it. The longest word stands. */
export async function restLine(tx: PortalDb, lineId: string, milliseconds: number): Promise<void> {
  await tx.query(
    `update line set rests_until = greatest(rests_until, instant() + $3::float8 * interval '1 millisecond')
     where portal_id = $1 and id = $2`,
    [tx.portalId, lineId, milliseconds],
  )
}
