import { besideFloor } from './beside-floor.ts'
import { median, rounded } from './load/figures.ts'
import { setTimeout as wait } from 'node:timers/promises'
import { openLoad } from './load/open-load.ts'
import type { LoadKind } from './load/request.ts'
import { openWorld, type StageWorld } from './stage/open-world.ts'
import type { Piece } from './stage/perform.ts'
import { account } from './stage/relay-settings.ts'
import { openInbox } from '../workbench/open-inbox.ts'

const people = 200
/** Replies a second for so many seconds; then so many seconds until what is open is counted. */
const steady = { perSecond: 500, seconds: 60, rest: 5 }
/** Seconds within which all of it is to be on the timeline. */
const mostTimeline = 30

/**
 * Signed reply webhooks a second, each durable before its answer, at the relay and at a bare route that verifies the
 * same signature and inserts one row. Both are processes of their own on the same server, under the same load, in turn. Then
 * 500 a second for a minute: what is left of them in the inbox five seconds later, and when the timeline has them all.
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
  const count = steady.perSecond * steady.seconds
  const report = await load({
    origin: world.url,
    load: repliesTo(`/webhooks/${account.portalId}/${line.id}`),
    ...{ connections: 64, count, perSecond: steady.perSecond, milliseconds: 2 * steady.seconds * 1_000, marks: false },
  })
  if (report.ok !== count) throw new Error(`refused: ${JSON.stringify(report.refused)}`)
  const ended = performance.now()
  stage.say(`${count} replies in ${rounded((report.ended - report.begun) / 1_000, 1)} s`)
  await wait(steady.rest * 1_000)
  const backlog = (await openRows(world)).inbox
  while ((await openRows(world)).timeline > 0) {
    if (performance.now() - ended > 120_000) throw new Error('the timeline is not whole after two minutes')
    await wait(200)
  }
  const figures = {
    relay: rounded(relay),
    floor: rounded(floor),
    ratio: rounded(relay / floor, 2),
    p99ms: rounded(median(p99s), 1),
    backlog,
    timelineSeconds: rounded((performance.now() - ended) / 1_000, 1),
  }
  const passed = figures.ratio >= 0.6 && backlog === 0 && figures.timelineSeconds <= mostTimeline
  return { figures, passed }
}

async function openRows({ database }: StageWorld): Promise<{ inbox: number; timeline: number }> {
  const [row] = await database.query<{ inbox: number; timeline: number }>(
    `select (select count(*) from ${openInbox} i)::int as inbox,
            (select count(*) from ${openInbox} i)::int
            + (select count(*) from timeline_entry where state <> 'created' or written < wanted)::int as timeline`,
  )
  return row ?? { inbox: 0, timeline: 0 }
}
