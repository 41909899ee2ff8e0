import { besideFloor } from './beside-floor.ts'
import { rounded } from './load/figures.ts'
import { openLoad } from './load/open-load.ts'
import { openWorld } from './stage/open-world.ts'
import type { Piece } from './stage/perform.ts'

const people = 500

/**
 * Batches of a hundred signed events a second, each durable before its answer while the relay works off those before,
 * beside the floor of ingesting: one signed webhook a request, at a bare route that inserts one row.
 */
export const webhooks: Piece = async (stage) => {
  const world = await openWorld(stage, { people, lines: 1 })
  const { floor, relay, p99s } = await besideFloor(stage, world, openLoad(stage), {
    floor: { kind: 'replies', path: '/webhooks', line: world.lines[0]!.address, people },
    relay: {
      kind: 'events',
      path: '/webhooks/hubspot',
      publicUrl: world.url,
      people,
      firstContact: world.firstContact,
    },
    table: 'hubspot_event',
    // As many batches as HubSpot posts to an account at once.
    connections: 10,
    rounds: 3,
    milliseconds: 5_000,
  })
  const figures = {
    batchesPerSecond: rounded(relay, 1),
    eventsPerSecond: rounded(relay * 100),
    floor: rounded(floor),
    p99ms: rounded(Math.max(...p99s), 1),
  }
  return { figures, passed: figures.p99ms < 1_000 }
}
