import type { Line, Provider } from '../providers/provider.ts'
import type { PortalDb } from './database.ts'

/** Brings the table in step with the configured lines; a line that is gone is retired, its history stays. */
export async function storeLines(portal: PortalDb, lines: { line: Line; provider: Provider }[]): Promise<void> {
  const rows = lines.map(({ line, provider }) => ({
    id: line.id,
    provider: provider.name,
    channel: line.channel,
    address: line.address,
    in_flight: provider.limits.inFlight,
    gap: provider.limits.gap,
  }))
  await portal.query(
    `with input as (
       select * from jsonb_to_recordset($2::jsonb)
         as x(id text, provider text, channel text, address text, in_flight int, gap int)
     ), stored as (
       insert into line (portal_id, id, provider, channel, address, in_flight, gap)
       select $1, id, provider, channel, address, in_flight, gap from input
       on conflict (portal_id, id) do update
         set provider = excluded.provider, channel = excluded.channel, address = excluded.address,
             in_flight = excluded.in_flight, gap = excluded.gap,
             state = case when line.state <> 'retired' then line.state
                          when line.paused_by is null then 'active' else 'paused' end,
             -- A pause outlasts the removal; when it began is not known any more.
             state_at = case when line.state = 'retired' and line.paused_by is null then instant() else line.state_at end
     )
     update line set state = 'retired', state_at = instant()
     where portal_id = $1 and state <> 'retired' and id not in (select id from input)`,
    [portal.portalId, JSON.stringify(rows)],
  )
}

/** Where the line's history was read to; null when it never was. */
export async function readCursor(portal: PortalDb, lineId: string): Promise<string | null> {
  const [row] = await portal.query<{ cursor: string | null }>(
    'select cursor from line where portal_id = $1 and id = $2',
    [portal.portalId, lineId],
  )
  return row?.cursor ?? null
}

/** The same, and nobody else moves it until the caller's transaction ends. */
export async function holdCursor(tx: PortalDb, lineId: string): Promise<string | null> {
  const [row] = await tx.query<{ cursor: string | null }>(
    'select cursor from line where portal_id = $1 and id = $2 for update',
    [tx.portalId, lineId],
  )
  return row?.cursor ?? null
}

export async function storeCursor(portal: PortalDb, lineId: string, cursor: string): Promise<void> {
  await portal.query('update line set cursor = $3 where portal_id = $1 and id = $2', [portal.portalId, lineId, cursor])
}
