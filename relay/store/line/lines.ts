import type { Line, Provider } from '../../providers/provider.ts'
import type { PortalDb, WideDb } from '../database.ts'
import { resumeHindered } from '../waiting/resume-hindered.ts'
import { listed } from '../listed.ts'

/**
 * A claim outlives its provider call by this much before it counts as abandoned; milliseconds. What comes before the call
 * must fit in, or the call is not made.
 */
const margin = 4_000

/**
 * Brings the table in step with the configured lines; a line that is gone is retired, its history stays, and what waited for one goes on.
 * `others` are configured too, and of providers that only another relay knows: they stay as they are. `led`: it leads elsewhere than before.
 */
export async function storeLines(
  portal: PortalDb,
  lines: readonly {
    line: Pick<Line, 'id' | 'channel' | 'address'>
    provider: Pick<Provider, 'name' | 'limits'>
    led?: boolean
  }[],
  others: readonly string[] = [],
): Promise<void> {
  const rows = lines.map(({ line, provider, led = false }) => ({
    id: line.id,
    provider: provider.name,
    channel: line.channel,
    address: line.address,
    in_flight: provider.limits.inFlight,
    gap: provider.limits.gap,
    lease: provider.limits.timeout + margin,
    led,
  }))
  await portal.query(
    `with input as (
       select * from ${listed('$2', `id text, provider text, channel text, address text, in_flight int, gap int, lease int, led boolean`)} as x
     ), other as (
       -- Only what changes is written, or whoever saves would hold every line of an account for a moment.
       select x.* from input x where x.led or not exists (
         select from line l where l.portal_id = $1 and l.id = x.id and l.state <> 'retired'
           and (l.provider, l.channel, l.address, l.in_flight, l.gap, l.lease)
             = (x.provider, x.channel, x.address, x.in_flight, x.gap, x.lease))
     ), stored as (
       insert into line (portal_id, id, provider, channel, address, in_flight, gap, lease)
       select $1, id, provider, channel, address, in_flight, gap, lease from other order by id
       on conflict (portal_id, id) do update
         set provider = excluded.provider, channel = excluded.channel, address = excluded.address,
             in_flight = excluded.in_flight, gap = excluded.gap, lease = excluded.lease,
             -- By the clock at this moment: whoever claimed before has let go of the row by now, and whoever claims later sees this.
             led_since = case when (line.provider, line.channel, line.address) is distinct from
                                (excluded.provider, excluded.channel, excluded.address)
                                or (select x.led from input x where x.id = excluded.id)
                              then clock_timestamp() else line.led_since end,
             -- Where one vendor's history was read to says nothing of another's.
             cursor = case when line.provider = excluded.provider then line.cursor end,
             history_trouble = case when line.provider = excluded.provider then line.history_trouble end,
             history_trouble_at = case when line.provider = excluded.provider then line.history_trouble_at end,
             rests_until = case when line.provider = excluded.provider then line.rests_until end,
             state = case when line.state <> 'retired' then line.state
                          when line.paused_by is null then 'active' else 'paused' end,
             -- A pause outlasts the removal; when it began is not known any more.
             state_at = case when line.state = 'retired' and line.paused_by is null then instant() else line.state_at end
     )
     update line set state = 'retired', state_at = instant()
     where portal_id = $1 and state <> 'retired' and id not in (select id from input) and id <> all($3::text[])`,
    [portal.portalId, JSON.stringify(rows), others],
  )
  await resumeHindered(
    portal,
    rows.map(({ id }) => `line:${id}`),
  )
}

/** Where the histories of these lines were read to (null: never), and why they cannot be read; by `<account>/<line>`. */
export async function readHistories(
  db: WideDb,
  asked: { portalId: string; lineId: string }[],
): Promise<Map<string, { cursor: string | null; trouble: string | null }>> {
  const rows = await db.query<{ portal_id: string; id: string; cursor: string | null; history_trouble: string | null }>(
    `select portal_id, id, cursor, history_trouble from line
     where (portal_id, id) in (select * from unnest($1::bigint[], $2::text[]))`,
    [asked.map((one) => one.portalId), asked.map((one) => one.lineId)],
  )
  return new Map(
    rows.map((row) => [`${row.portal_id}/${row.id}`, { cursor: row.cursor, trouble: row.history_trouble }]),
  )
}

/** Why a line's history cannot be read; null where it can again. */
export async function storeHistoryTrouble(portal: PortalDb, lineId: string, trouble: string | null): Promise<void> {
  await portal.query(
    `update line set history_trouble = $3, history_trouble_at = case when $3::text is null then null
       else coalesce(history_trouble_at, instant()) end
     where portal_id = $1 and id = $2 and history_trouble is distinct from $3`,
    [portal.portalId, lineId, trouble],
  )
}

/** Where the line's history was read to, and nobody else moves it until the caller's transaction ends. */
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
