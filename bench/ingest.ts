import { besideFloor } from './beside-floor.ts'
import { median, rounded } from './load/figures.ts'
import { openLoad } from './load/open-load.ts'
import type { LoadKind } from './load/request.ts'
import { openWorld } from './stage/open-world.ts'
import type { Piece } from './stage/perform.ts'
import { account } from './stage/relay-settings.ts'

const people = 200

/**
 * Signed reply webhooks a second, each durable before its answer, at the relay and at a bare route that verifies the
 * same signature and inserts one row. Both are processes of their own on the same server, under the same load, in turn.
 */
export const ingest: Piece = async (stage) => {
  const world = await openWorld(stage, { people, lines: 1, phones: { deliverAfter: 20 } })
  const load = openLoad(stage)
  const line = world.lines[0]!
  // Everybody has had a message, so that replies find their conversation as they do in ordinary life.
  await load({
    origin: world.url,
    load: { kind: 'messages', lineIds: [line.id], people, firstContact: world.firstContact },
    connections: 8,
    count: people,
    milliseconds: 60_000,
    marks: false,
  })
  const repliesTo = (path: string): LoadKind => ({ kind: 'replies', path, line: line.address, people })
  const { floor, relay, p99s } = await besideFloor(stage, world, load, {
    floor: repliesTo('/webhooks'),
    relay: repliesTo(`/webhooks/${account.portalId}/${line.id}`),
    table: 'inbox',
    connections: 64,
    rounds: 5,
    milliseconds: 4_000,
  })
  const figures = {
    relay: rounded(relay),
    floor: rounded(floor),
    ratio: rounded(relay / floor, 2),
    p99ms: rounded(median(p99s), 1),
  }
  return { figures, passed: figures.ratio >= 0.5 }
}
