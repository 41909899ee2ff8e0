import { setTimeout as wait } from 'node:timers/promises'
import { openLoad } from '../load/open-load.ts'
import { phoneOf } from '../load/request.ts'
import { lineId, type Marketplace } from '../stage/open-marketplace.ts'
import type { Stage } from '../stage/perform.ts'
import { openInbox } from '../../workbench/open-inbox.ts'

export interface Flood {
  /** The least number of deliveries that waited in any of the accounts since `watch` was called. */
  least(): number
  /** Begins to watch. */
  watch(): void
  /** Accounts of which nothing at all was worked off since. */
  starved(): number[]
  /** No more comes. */
  end(): Promise<void>
}

/** Deliveries waiting in each account when the flood begins. */
const first = 20_000
/** A few come each tick, and so many at once where fewer than `enough` wait, because a flood does not end. */
const enough = 5_000
const many = 5_000
const few = 10
/** Milliseconds. */
const tick = 250
const countEvery = 1_000
const patience = 60_000

/**
 * Floods these accounts with replies of people they know. Most are written into the inbox as the webhook would have
 * stored them, thousands at one stroke, since the relay works while it is told; a few all the time are real webhooks.
 */
export async function beginFlood(
  stage: Stage,
  { database, relays, line }: Marketplace,
  portals: readonly number[],
  people: number,
): Promise<Flood> {
  const load = openLoad(stage)
  let waiting = new Map<number, number>()
  let lowest = Infinity
  let watching = false
  let ending = false
  let before = new Map<number, number>()
  const sent = new Map<number, number>(portals.map((portalId) => [portalId, 0]))

  async function count(): Promise<void> {
    const rows = await database.query<{ portal_id: string; open: number }>(
      `select portal_id, count(*)::int as open from ${openInbox} i
       where portal_id = any($1::bigint[]) group by portal_id`,
      [[...portals]],
    )
    const open = new Map(rows.map((row) => [Number(row.portal_id), row.open]))
    waiting = new Map(portals.map((portalId) => [portalId, open.get(portalId) ?? 0]))
    if (watching) lowest = Math.min(lowest, ...waiting.values())
  }

  async function post(portalId: number, count: number): Promise<void> {
    const path = `/webhooks/${portalId}/${lineId}`
    const replies = { kind: 'replies' as const, path, line: line.address, people }
    const order = { load: replies, connections: Math.min(8, count), count, milliseconds: 10_000, marks: false }
    const { ok } = await load({ origin: relays[0]!, ...order })
    sent.set(portalId, (sent.get(portalId) ?? 0) + ok)
  }

  /** As the webhook would have stored them. */
  async function writeWaiting(toPortals: readonly number[], each: number): Promise<void> {
    await database.query(
      `insert into inbox (portal_id, id, line_id, origin, headers, body, received_at)
       select portal, gen_random_uuid(), $2, 'webhook', '{"content-type": "application/json"}',
         convert_to(json_build_object('type', 'message.received', 'message', json_build_object(
           'id', gen_random_uuid(), 'seq', nth, 'direction', 'from_phone', 'from', ($3::text[])[1 + nth % $4], 'to', $5::text,
           'body', 'Are you still there? (' || nth || ')', 'channel', 'sms', 'reference', null, 'status', 'received',
           'at', to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))::text, 'UTF8'),
         now() + nth * interval '1 microsecond'
       from unnest($1::bigint[]) as portal cross join generate_series(1, $6::int) as nth`,
      [
        [...toPortals],
        lineId,
        Array.from({ length: people }, (_, person) => phoneOf(person)),
        people,
        line.address,
        each,
      ],
    )
    for (const portalId of toPortals) sent.set(portalId, (sent.get(portalId) ?? 0) + each)
  }

  async function keepComing(): Promise<void> {
    for (let counted = 0; !ending && !stage.signal.aborted; await wait(tick)) {
      if (performance.now() - counted > countEvery) {
        counted = performance.now()
        await count()
        const low = portals.filter((portalId) => (waiting.get(portalId) ?? 0) < enough)
        if (low.length > 0) await writeWaiting(low, many)
      }
      for (const portalId of portals) await post(portalId, few)
    }
  }

  await writeWaiting(portals, first)
  await count()
  stage.say(`the flood begins: ${[...waiting.values()].join(', ')} wait`)
  const coming = keepComing()
  // What was written into the inbox no job tells of; it is found within a minute.
  for (const begun = performance.now(); performance.now() - begun < patience; await wait(tick)) {
    if (portals.every((portalId) => (waiting.get(portalId) ?? 0) < first)) break
  }
  return {
    watch() {
      watching = true
      before = new Map(portals.map((portalId) => [portalId, (waiting.get(portalId) ?? 0) - (sent.get(portalId) ?? 0)]))
    },
    least: () => lowest,
    starved: () =>
      portals.filter(
        (portalId) => (waiting.get(portalId) ?? 0) - (sent.get(portalId) ?? 0) >= (before.get(portalId) ?? 0),
      ),
    async end() {
      ending = true
      await coming
      await count()
      stage.say(`the flood ends: ${[...waiting.values()].join(', ')} wait`)
    },
  }
}
