import { parseArgs } from 'node:util'
import { setPriority } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { cardCallPaths } from '../../contract/card-function.ts'
import type { ListWaitingResponse } from '../../contract/waiting.ts'
import { statusEarly } from '../../relay/reply/put-off-deliveries.ts'
import type { Piece, Stage } from '../stage/perform.ts'
import { waitUntil } from './providers/wait-until.ts'
import type { Hostile } from './strangers/hostile.ts'
import { findKept, judge, type Played, type Wrong } from './strangers/judge.ts'
import { makeItems } from './strangers/make-items.ts'
import { plantWrongs } from './strangers/plants.ts'
import { createRough } from './strangers/rough.ts'
import { serveRoughFiles } from './strangers/serve-rough-files.ts'
import { watchGaps } from './strangers/watch-gaps.ts'
import { tellTroubles } from './tell-troubles.ts'
import { createAsk, type Ask } from './traffic/ask.ts'
import { settled } from './traffic/settled.ts'
import { openTrafficWorld, type TrafficWorld } from './traffic/world.ts'

/** What must be there, and what may be. */
const least = { items: 10_000, good: 400 }
const most = { gap: 250, leftOut: 0.01 }
/** Things under way at once, and how many of them begin in a second. */
const sideBySide = 6
const perSecond = 48
const patience = { mails: 60_000, early: 20_000, inbox: 70_000, seen: 45_000 }

/**
 * What strangers may send through all doors of one relay, and ordinary messages between it, while a process of its own asks
 * `/healthz`, and a bare server beside it, every 50 ms. `--seed` repeats a run, `--size 0.1` makes a tenth of it. At last wrongs are
 * planted, of which each must be noticed.
 */
export const strangers: Piece = async (stage) => {
  const { values } = parseArgs({ args: stage.args, options: { seed: { type: 'string' }, size: { type: 'string' } } })
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9))
  const size = Number(values.size ?? 1)
  stage.say(`seed ${seed}`)
  const rough = createRough(seed)
  const filesUrl = await serveRoughFiles(stage, seed)
  const world = await openTrafficWorld(stage, { CATCH_UP_MS: '20000' }, filesUrl)
  const items = makeItems(rough, world, filesUrl, seed, size)
  const hostile = items.filter(({ good }) => !good)
  stage.say(`${hostile.length} hostile items and ${items.length - hostile.length} ordinary ones`)
  const gaps = await watchGaps(stage, world.publicUrl)
  // What plays HubSpot and the vendors is not what is measured.
  setPriority(5)
  let ends = 0
  void world.relay.ended.then(() => (ends += 1))

  const played = await playAll(stage, items, world)
  const left = await workedOff(world)
  stage.say(`all is played; left over ${JSON.stringify(left)}`)
  const ask = createAsk(world.publicUrl)
  const seen = await findSeen(ask, items, ends)
  const untold = await countUntold(ask, world)
  const wrongs = judge(played, await findKept(world.database), seen)
  tellWrongs(stage, wrongs)
  const measured = gaps()
  const begun = Date.now()
  for (const { at, took } of measured.longest)
    stage.say(`silent for ${Math.round(took)} ms, ${Math.round((begun - at) / 1_000)} s ago`)
  const crashed = ends + wrongs.filter(({ what }) => what === 'crashed').length
  world.relay.kill('SIGKILL')
  await world.relay.ended

  const { planted, unnoticed } = await plantWrongs(stage, world)
  for (const name of unnoticed) stage.say(`not noticed: ${name}`)
  const count = (what: Wrong['what']) => wrongs.filter((one) => one.what === what).length
  const figures = {
    items: hostile.length,
    ordinary: items.length - hostile.length,
    crashed,
    lost: count('lost'),
    wrong: count('wrong') + untold + Object.values(left).reduce<number>((sum, one) => sum + (one ?? 0), 0),
    asked: measured.asked,
    worstGapMs: measured.worst,
    leftOut: measured.leftOut,
    planted,
    noticed: planted - unnoticed.length,
  }
  const isWhole = hostile.length >= least.items && items.length - hostile.length >= least.good
  const isRight = crashed + figures.lost + figures.wrong + unnoticed.length === 0
  const isHeard = measured.worst <= most.gap && measured.leftOut <= measured.asked * most.leftOut
  const passed = isWhole && isRight && isHeard
  await tellTroubles(stage, world.logFile, passed)
  return { figures, passed }
}

async function playAll(stage: Stage, items: readonly Hostile[], world: TrafficWorld): Promise<Played[]> {
  const played: Played[] = []
  const queue = items.entries()
  const begun = Date.now()
  await Promise.all(
    Array.from({ length: sideBySide }, async () => {
      for (const [nth, item] of queue) {
        if (stage.signal.aborted || !world.relay.isAlive()) return
        await wait(Math.max(0, begun + (nth * 1_000) / perSecond - Date.now()))
        played.push({ item, answer: await item.play() })
        if (played.length % 1_000 === 0) stage.say(`${played.length} played`)
      }
    }),
  )
  return played
}

/** Waits until all mails are fetched and all is read. Says what is left over. */
async function workedOff({ mail, database, lines }: TrafficWorld): Promise<Partial<Record<string, number>>> {
  const boxes = [...lines.values()].filter(({ provider }) => provider === 'email')
  const unread = async () => {
    const rows = await database.query<{ id: string; cursor: string }>(
      'select id, cursor from line where cursor is not null',
    )
    return boxes.filter(({ id, settings }) => {
      const { user } = settings.imap as { user: string }
      const last = Number(rows.find((row) => row.id === id)?.cursor.split(':')[1])
      return last < (mail.mailbox(user).at(-1)?.uid ?? 0)
    }).length
  }
  const all = await waitUntil(async () => (await unread()) === 0, patience.mails)
  await settled(database, ['inbox'], patience.early)
  // What is told of a message that is not there yet waits ten minutes for it: as if they had passed.
  await database.query(
    `update inbox set received_at = received_at - interval '1 hour', due_at = instant()
     where done_at is null and parked is null and trouble = $1`,
    [statusEarly().message],
  )
  return { ...(all ? {} : { mailboxes: await unread() }), ...(await settled(database, ['inbox'], patience.inbox)) }
}

/** Marks of ordinary messages that stand in the card of whoever wrote them. */
async function findSeen(ask: Ask, items: readonly Hostile[], ends: number): Promise<Set<string>> {
  const good = items.filter((item) => item.good)
  const seen = new Set<string>()
  await waitUntil(async () => {
    const missing = good.filter(({ mark }) => !seen.has(mark))
    for (const id of new Set(missing.map((item) => item.good!.contactId))) {
      const { status, answer } = await ask<object>(cardCallPaths.conversation, {
        contact: { id, properties: { hs_object_id: id } },
      })
      if (status !== 200) continue
      for (const mark of JSON.stringify(answer).match(/zq[0-9a-z]{9}/g) ?? []) seen.add(mark)
    }
    return ends > 0 || good.every(({ mark }) => seen.has(mark))
  }, patience.seen)
  return seen
}

/** What waits for a person and is not told to anybody. */
async function countUntold(ask: Ask, { database }: TrafficWorld): Promise<number> {
  const told = new Set<string>()
  for (let after: string | null | undefined; after !== null;) {
    const asked: object = { limit: 200, ...(after ? { after } : {}) }
    const { answer } = await ask<ListWaitingResponse>('/admin/waiting/list', asked)
    for (const { id } of answer.items) told.add(id)
    after = answer.next
  }
  const parked = await database.query<{ id: string }>('select id from inbox where parked is not null')
  return parked.filter(({ id }) => !told.has(`inbox:${id}`)).length
}

function tellWrongs(stage: Stage, wrongs: readonly Wrong[]): void {
  const groups = Map.groupBy(wrongs, ({ what, item, words }) => `${what}: ${item.door}, ${item.shape}: ${words}`)
  for (const [group, all] of [...groups].sort(([, one], [, other]) => other.length - one.length).slice(0, 60)) {
    stage.say(`${all.length} × ${group} (${all[0]?.item.mark})`)
  }
}
