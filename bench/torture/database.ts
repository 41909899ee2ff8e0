import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openDatabase } from '../../relay/store/database.ts'
import { compileOnce } from '../stage/compile-once.ts'
import { openHubSpot } from '../stage/open-hubspot.ts'
import type { Piece, Stage } from '../stage/perform.ts'
import { account, relaySettings } from '../stage/relay-settings.ts'
import { temporaryFolder } from '../stage/temporary-folder.ts'
import { createCallers } from './callers.ts'
import { createEars } from './database/ears.ts'
import { findStuck } from './database/find-stuck.ts'
import { planTroubles } from './database/plan-troubles.ts'
import { openTroubledServer } from './database/troubled-server.ts'
import { troubles, type TroubledWorld } from './database/troubles.ts'
import { findStale } from './find-stale.ts'
import { openFrontDoor } from './front-door.ts'
import { pace } from './pace.ts'
import { openPhones, seedContacts } from './phones.ts'
import { waitUntil } from './providers/wait-until.ts'
import { createRelayGroup } from './relay-group.ts'
import { createSenders } from './senders.ts'
import { openLines } from './open-lines.ts'
import { tally } from './tally.ts'
import { tellTroubles } from './tell-troubles.ts'

const people = 500
/** Messages that somebody begins to send, a second; fewer while many wait for their answer. */
const perSecond = 20
const mostWaiting = 60
/** Milliseconds without trouble before the next one, and within which every relay must be ready again. */
const calm = 2_000
/** Milliseconds after the end of a trouble in which its log line may still come. */
const late = 6_000
/** Milliseconds after the last trouble: when late mischief has shown itself, and when everything must have moved. */
const aftermath = 45_000
const bounded = 90_000
/** Milliseconds since the beginning after which nothing new is begun. */
const longest = 385_000

const ownPace = { ...pace, JOB_EXPIRE_S: '4', CATCH_UP_MS: '2000' }

/**
 * Three relays under load on a database server, and with clocks, to which all happens that happens to machines. What
 * arrived is counted where it arrives; then nothing may be left open, and each trouble must have been told.
 */
export const database: Piece = async (stage) => {
  const { values } = parseArgs({ args: stage.args, options: { only: { type: 'string' } } })
  const begun = Date.now()
  const folder = temporaryFolder(stage)
  const logFile = join(folder, 'relay.log')
  const server = await openTroubledServer(stage, folder)
  const hubspot = await openHubSpot(stage, [account], { searchLag: 1_000 })
  const { contacts, contactOf } = seedContacts(hubspot, people)
  const frontDoor = await openFrontDoor()
  stage.atEnd(() => frontDoor.close())
  const open = await openPhones(stage, 'on', contactOf)
  const blind = await openPhones(stage, 'off', contactOf)
  const lines = openLines(open.network, blind.network, frontDoor.url)

  const clockFiles = [0, 1, 2].map((index) => join(folder, `clock-${index}`))
  let off = 0
  const setClocks: TroubledWorld['setClocks'] = (which, by) => {
    off = by
    for (const index of which) writeFileSync(clockFiles[index]!, String(by))
  }
  setClocks([0, 1, 2], 0)
  const env = relaySettings(
    { publicUrl: frontDoor.url, hubspotUrl: hubspot.url, lines },
    {
      ...ownPace,
      ...compileOnce(folder),
      DATABASE_URL: server.url,
      NODE_OPTIONS: '--import ./bench/torture/database/shift-clock.ts',
    },
  )
  const ears = createEars()
  const envs = clockFiles.map((file) => ({ ...env, CLOCK_FILE: file }))
  const relays = createRelayGroup(stage, { envs, logFile, heard: ears.heard, frontDoor })
  // Those who sign go by a clock that is as wrong as the relays', or right: some relay takes the one or the other.
  const callers = createCallers(frontDoor.url, null, () => new Date(Date.now() + (Math.random() < 0.5 ? off : 0)))
  const lineIds = lines.map(({ id }) => id)
  const senders = createSenders(callers, contacts, lineIds)
  stage.atEnd(() => senders.close())
  await relays.allReady()
  stage.say('three relays are ready')
  const load = setInterval(() => {
    if (senders.open() < mostWaiting) senders.send()
  }, 1_000 / perSecond)
  stage.atEnd(() => clearInterval(load))
  await wait(calm)

  const silent: string[] = []
  let rounds = 0
  for (const name of planTroubles(values.only)) {
    const { lasts, told, strike } = troubles[name]
    if (stage.signal.aborted || Date.now() - begun + lasts * 1_000 > longest) break
    rounds += 1
    const since = Date.now()
    const end = await strike({ server, relays, setClocks })
    await wait(lasts * 1_000)
    await end()
    const before = senders.accepted.length
    const heard = waitUntil(() => ears.toldSince(since, told), late, 100)
    await relays.allReady()
    await waitUntil(() => senders.accepted.length > before + perSecond, 30_000, 50)
    const wasTold = await heard
    if (!wasTold) silent.push(name)
    const recovery = ((Date.now() - since) / 1_000 - lasts).toFixed(1)
    const words = wasTold ? '' : ', of which nobody was told'
    stage.say(`${name} for ${lasts} s${words}; ${senders.accepted.length} accepted, busy again after ${recovery} s`)
    await wait(calm)
  }

  const last = Date.now()
  clearInterval(load)
  await waitUntil(() => senders.open() === 0, 60_000, 100)
  if (senders.open() > 0) senders.wrongs.push(`${senders.open()} callers never got an answer`)
  await wait(2_000)
  for (const phones of [open, blind]) phones.hush()
  const replies = [...open.replies, ...blind.replies]
  const pool = openDatabase({ url: server.url, size: 2, onError: (error) => stage.say(error.message) })
  stage.atEnd(() => pool.close())

  async function look() {
    const counted = tally({
      hubspot,
      networks: [open.network, blind.network],
      contacts,
      accepted: senders.accepted,
      replies,
    })
    const unknown = new Set(
      (
        await pool.query<{ id: string }>(`select id from message where status = 'unknown' and line_id like 'blind%'`)
      ).map(({ id }) => id),
    )
    const { notArrived, notRecorded, repliesNotRecorded } = counted
    const lost = [...new Set([...notArrived.filter((one) => !unknown.has(one.messageId)), ...notRecorded])]
      .map(({ mark, messageId }) => `${mark}, message ${messageId}`)
      .concat(repliesNotRecorded.map(({ mark }) => `reply ${mark}`))
    const stuck = await findStuck(pool)
    const stale = await findStale({ database: pool, hubspot, contacts, lines })
    return { lost, doubled: counted.duplicates, stuck, stale }
  }
  let found = await look()
  for (;;) {
    const { lost, doubled, stuck, stale } = found
    stage.say(
      `afterwards: ${lost.length} missing, ${doubled.length} doubled, ${stuck.length} open, ${stale.length} stale`,
    )
    const passed = Date.now() - last
    const quiet = lost.length + stuck.length + stale.length === 0
    if (stage.signal.aborted || passed > bounded || (quiet && passed > aftermath)) break
    await wait(4_000)
    found = await look()
  }

  const figures = {
    rounds,
    accepted: senders.accepted.length,
    replies: replies.length,
    lost: found.lost.length,
    doubled: found.doubled.length,
    stuck: found.stuck.length,
    stale: found.stale.length,
    silent: silent.length,
  }
  tell(stage, { ...found, silent, wrong: senders.wrongs })
  await relays.stop()
  const { lost, doubled, stuck, stale } = figures
  const enough = rounds >= 20 || values.only !== undefined
  const passed = enough && lost + doubled + stuck + stale + silent.length + senders.wrongs.length === 0
  await tellTroubles(stage, logFile, passed)
  return { figures, passed }
}

function tell(stage: Stage, found: Record<string, string[]>): void {
  for (const [what, sentences] of Object.entries(found)) {
    for (const sentence of sentences.slice(0, 10)) stage.say(`${what}: ${sentence}`)
  }
}
