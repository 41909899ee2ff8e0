import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openDatabase } from '../../relay/store/database.ts'
import { openEmbedded } from '../../relay/store/embedded/open-embedded.ts'
import { compileOnce } from '../stage/compile-once.ts'
import { openHubSpot } from '../stage/open-hubspot.ts'
import type { Piece, Stage } from '../stage/perform.ts'
import { account, relaySettings } from '../stage/relay-settings.ts'
import { temporaryFolder } from '../stage/temporary-folder.ts'
import { createCallers, type Callers } from './callers.ts'
import { openFrontDoor } from './front-door.ts'
import { findStale } from './find-stale.ts'
import { loadAppFunction } from './load-app-function.ts'
import { openLines } from './open-lines.ts'
import { pace } from './pace.ts'
import { openPhones, seedContacts } from './phones.ts'
import { postmasterPid } from './postmaster-pid.ts'
import { waitUntil } from './providers/wait-until.ts'
import { createRelayGroup } from './relay-group.ts'
import { createSenders, type Accepted } from './senders.ts'
import { tally, type Tally } from './tally.ts'
import { tellTroubles } from './tell-troubles.ts'

const perRound = 60
const people = 500
/** Milliseconds. A round's messages begin within `spread`, and the kill comes in there, too. */
const spread = 1_500
/**
 * Milliseconds after the last kill in which late mischief would show: the lease of an abandoned provider call (17 s),
 * the settling time, and the doubt about a timeline entry.
 */
const aftermath = 55_000
const longestAftermath = 150_000
/** Milliseconds from the beginning after which no round is begun. */
const longest = 440_000

/** Whoever waits for a doubt that nobody can look into, of which a blind line leaves many, waits no longer than the aftermath. */
const ownPace = { ...pace, JOB_EXPIRE_S: '4', CATCH_UP_MS: '2000', LET_PASS_MS: '20000' }

/**
 * Three relay processes on one database, killed at random moments, in every fifth round together with the database
 * server, while messages are accepted and replies are written. What arrived is counted where it arrives, and at the end
 * every entry on a timeline is compared with its message.
 */
export const crash: Piece = async (stage) => {
  const { values } = parseArgs({ args: stage.args, options: { rounds: { type: 'string', default: '100' } } })
  const rounds = Math.max(1, Math.min(1_000, Number(values.rounds) || 100))
  const begun = Date.now()
  const folder = temporaryFolder(stage)
  const logFile = join(folder, 'relay.log')

  const hubspot = await openHubSpot(stage, [account], { searchLag: 1_000 })
  // Done, and the connection cut before the answer: nobody knows, and nothing may stand there twice.
  hubspot.faults.next({ kind: 'reset-after', match: { path: /batch\/create$/ }, chance: 0.02, times: Infinity })
  hubspot.faults.next({ kind: 'status', status: 503, match: { path: /batch\// }, chance: 0.01, times: Infinity })
  const { contacts, contactOf } = seedContacts(hubspot, people)
  const open = await openPhones(stage, 'on', contactOf)
  const blind = await openPhones(stage, 'off', contactOf)
  const frontDoor = await openFrontDoor()
  stage.atEnd(() => frontDoor.close())

  const lines = openLines(open.network, blind.network, frontDoor.url)
  const env = relaySettings(
    { publicUrl: frontDoor.url, hubspotUrl: hubspot.url, lines },
    { ...ownPace, ...compileOnce(folder), DATA_DIR: join(folder, 'data') },
  )
  const relays = createRelayGroup(stage, { envs: [env, env, env], logFile, frontDoor })
  const callers = createCallers(frontDoor.url, await loadAppFunction(join(folder, 'built'), frontDoor.url))
  const senders = createSenders(
    callers,
    contacts,
    lines.map(({ id }) => id),
  )
  stage.atEnd(() => senders.close())
  await relays.allReady()
  stage.say('three relays are ready')

  let done = 0
  for (let round = 1; round <= rounds && !stage.signal.aborted && Date.now() - begun < longest; round += 1) {
    for (let count = 0; count < perRound; count += 1) setTimeout(senders.send, Math.random() * spread)
    await wait(100 + Math.random() * spread)
    const victims = pickVictims(round)
    const server = round % 5 === 0 ? postmasterPid(join(folder, 'data')) : null
    if (server) process.kill(server, 'SIGKILL')
    await relays.kill(victims)
    await wait(Math.random() * 300)
    await relays.allReady()
    done = round
    if (senders.wrongs.length > 0) break
    if (round % 5 === 0) {
      const replies = open.replies.length + blind.replies.length
      stage.say(
        `round ${round}: ${senders.accepted.length} accepted, ${replies} replies, ${senders.open()} callers wait`,
      )
    }
  }

  const lastKill = Date.now()
  await waitUntil(() => senders.open() === 0, 60_000, 100)
  if (senders.open() > 0) senders.wrongs.push(`${senders.open()} callers never got an answer`)
  await wait(2_000)
  for (const phones of [open, blind]) phones.hush()
  const replies = [...open.replies, ...blind.replies]
  const count = () =>
    tally({ hubspot, networks: [open.network, blind.network], contacts, accepted: senders.accepted, replies })

  const embedded = await openEmbedded({ dataDir: join(folder, 'data') })
  stage.atEnd(() => embedded.stop())
  const database = openDatabase({ url: embedded.url, size: 2, onError: (error) => stage.say(error.message) })
  stage.atEnd(() => database.close())
  let state = count()
  let stale: string[] = []
  let unknown = new Set<string>()
  for (;;) {
    const passed = Date.now() - lastKill
    if (stage.signal.aborted || passed > longestAftermath) break
    await wait(3_000)
    state = count()
    unknown = await unknownAmong(state.notArrived, callers)
    stale = await findStale({ database, hubspot, contacts, lines })
    const missing = state.notArrived.length - unknown.size
    const unrecorded = state.notRecorded.length + state.repliesNotRecorded.length
    stage.say(
      `afterwards: ${missing} on their way, ${unknown.size} unknown, ` +
        `${unrecorded} not yet on a timeline, ${stale.length} entries not as their messages`,
    )
    if (passed >= aftermath && missing + unrecorded + stale.length === 0) break
  }

  const shown = await readStatuses(senders.accepted, callers)
  const figures = judge(stage, {
    rounds: done,
    accepted: senders.accepted,
    replies: replies.length,
    state,
    shown,
    stale,
  })
  for (const wrong of senders.wrongs.slice(0, 10)) stage.say(wrong)
  await relays.stop()
  const bad = figures.lost + figures.duplicated + figures.repliesLost + figures.stale
  const passed = bad === 0 && done === rounds && senders.wrongs.length === 0
  await tellTroubles(stage, logFile, passed)
  return { figures, passed }
}

/** One of the three in turn, two of them, or all. */
function pickVictims(round: number): number[] {
  const chance = Math.random()
  const first = round % 3
  if (chance < 0.6) return [first]
  return chance < 0.8 ? [first, (first + 1) % 3] : [0, 1, 2]
}

function judge(
  stage: Stage,
  run: {
    rounds: number
    accepted: Accepted[]
    replies: number
    state: Tally
    shown: Map<string, string>
    stale: string[]
  },
) {
  const { state, shown } = run
  const statuses = new Map<string, number>()
  for (const { messageId } of run.accepted) {
    const status = shown.get(messageId) ?? 'not shown'
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
  }
  stage.say(`statuses the card shows: ${[...statuses].map(([status, count]) => `${status} ${count}`).join(', ')}`)
  const isUnknown = ({ messageId }: Accepted) => shown.get(messageId) === 'unknown'
  const gone = new Set([...state.notArrived.filter((one) => !isUnknown(one)), ...state.notRecorded])
  for (const { mark, messageId } of [...gone].slice(0, 10)) {
    stage.say(`lost: ${mark}, message ${messageId}, which the card shows as ${shown.get(messageId) ?? 'nothing'}`)
  }
  for (const duplicate of state.duplicates.slice(0, 10)) stage.say(`duplicated: ${duplicate}`)
  for (const { mark } of state.repliesNotRecorded.slice(0, 10)) stage.say(`reply lost: ${mark}`)
  for (const sentence of run.stale.slice(0, 10)) stage.say(`stale: ${sentence}`)
  return {
    rounds: run.rounds,
    accepted: run.accepted.length,
    lost: gone.size,
    duplicated: state.duplicates.length,
    replies: run.replies,
    repliesLost: state.repliesNotRecorded.length,
    unknown: run.accepted.filter(isUnknown).length,
    stale: run.stale.length,
  }
}

async function unknownAmong(messages: Accepted[], callers: Callers): Promise<Set<string>> {
  const shown = await readStatuses(messages, callers)
  return new Set(messages.flatMap(({ messageId }) => (shown.get(messageId) === 'unknown' ? [messageId] : [])))
}

/** What the card shows for these messages, by message id. */
async function readStatuses(messages: Accepted[], callers: Callers): Promise<Map<string, string>> {
  const shown = new Map<string, string>()
  const asked = new Set(messages.map(({ contact }) => contact))
  for (const contact of asked) {
    let answer = await callers.conversation(contact)
    for (let tries = 0; !answer && tries < 10; tries += 1) {
      await wait(300)
      answer = await callers.conversation(contact)
    }
    for (const { id, status } of answer?.messages ?? []) shown.set(id, status)
  }
  return shown
}
