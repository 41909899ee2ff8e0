import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { allProviders } from '../../workbench/simulator/all-providers.ts'
import { openEmbedded } from '../../relay/store/embedded/open-embedded.ts'
import { openHubSpot } from '../stage/open-hubspot.ts'
import type { Piece, Stage } from '../stage/perform.ts'
import { startRelay } from '../stage/relay-process.ts'
import { account, relaySettings } from '../stage/relay-settings.ts'
import { temporaryFolder } from '../stage/temporary-folder.ts'
import { countReplies, type Counted } from './downtime/count-replies.ts'
import { greet } from './downtime/greet.ts'
import { seedPeople } from './downtime/people.ts'
import { planReplies, writeReplies } from './downtime/plan-replies.ts'
import { readOnce } from './downtime/read-once.ts'
import { openVendors } from './downtime/vendors.ts'
import { openWebhookDoor } from './downtime/webhook-door.ts'
import { pace } from './pace.ts'
import { waitUntil } from './providers/wait-until.ts'
import { tellTroubles } from './tell-troubles.ts'

const count = 1_000
const people = 240
/** People on each line to whom somebody wrote first. */
const greeted = 5
/** Replies of each line that arrive while the relay still runs. */
const early = 19
/** Milliseconds within which they, and then those of the downtime, arrive. */
const earlySpread = 1_500
const downSpread = 5_000
/** Milliseconds after the kill in which an entry could still be written twice: the doubt, and the vendors' repetitions. */
const aftermath = 40_000
/** And the most that the catching up may take. */
const longest = 120_000

const ownPace = { ...pace, JOB_EXPIRE_S: '15', CATCH_UP_MS: '15000' }

/**
 * Replies arrive at every provider that has a history while the relay is down and its webhooks fail. It starts, is
 * killed once while it catches up, starts again; then each reply stands once on the right timeline, counted at HubSpot.
 */
export const downtime: Piece = async (stage) => {
  const folder = temporaryFolder(stage)
  const logFile = join(folder, 'relay.log')
  const embedded = await openEmbedded({ dataDir: join(folder, 'data') })
  stage.atEnd(() => embedded.stop())
  const hubspot = await openHubSpot(stage, [account], { searchLag: 1_000 })
  const door = await openWebhookDoor()
  stage.atEnd(() => door.close())
  const known = seedPeople(hubspot, people)
  const names = [...allProviders.values()].filter(({ since }) => since).map(({ name }) => name)
  const vendors = await openVendors(stage, names, (line) => `${door.url}/webhooks/${account.portalId}/${line}`)
  const lines = vendors.map(({ provider, channel, address, settings }) => ({
    ...{ id: provider, label: `Line ${provider}`, provider, channel, address, settings },
  }))
  const env = relaySettings(
    { publicUrl: door.url, hubspotUrl: hubspot.url, lines: [] },
    { LINES: JSON.stringify(lines), DATABASE_URL: embedded.url, ...ownPace },
  )
  async function start() {
    const relay = startRelay(stage, env, logFile)
    const url = await relay.ready
    door.lead(url)
    return { ...relay, url }
  }
  async function stop(
    relay: { kill(signal: 'SIGKILL' | 'SIGTERM'): void; ended: Promise<void> },
    signal: 'SIGKILL' | 'SIGTERM',
  ) {
    relay.kill(signal)
    door.lead(null)
    await relay.ended
  }

  const first = await start()
  await readOnce(stage, embedded.url, vendors.length)
  const plan = planReplies(count, vendors, known)
  await greet(
    first.url,
    plan.filter(({ turn }) => turn < greeted),
  )
  const begun = plan.filter(({ turn }) => turn < early)
  await writeReplies(begun, earlySpread)
  await stop(first, 'SIGTERM')
  stage.say(`${begun.length} replies came before the relay went down; webhooks so far ${JSON.stringify(door.counts())}`)

  await writeReplies(
    plan.filter(({ turn }) => turn >= early),
    downSpread,
  )
  const tally = () => countReplies(hubspot, known, plan)
  const before = tally().right
  stage.say(`${plan.length} replies are at ${names.join(', ')}; ${before} stand on timelines`)
  const callsBefore = hubspot.calls.totals().calls
  const restarted = Date.now()
  const second = await start()
  // Somewhere between the first page of a history and most of the entries.
  const threshold = Math.random() < 0.5 ? null : before + Math.floor(Math.random() * 0.6 * (plan.length - before))
  if (threshold === null) await wait(Math.random() * 1_500)
  else await waitUntil(() => stage.signal.aborted || tally().right > threshold, 45_000, 50)
  await stop(second, 'SIGKILL')
  const killed = Date.now()
  stage.say(`killed ${killed - restarted} ms after its start, when ${tally().right} stood on timelines`)
  const third = await start()
  for (const { replay } of vendors) replay?.()

  let counted = tally()
  let done: number | null = null
  for (;;) {
    await waitUntil(() => stage.signal.aborted || Date.now() - killed > longest, 3_000, 50)
    counted = tally()
    if (done === null && counted.right === plan.length) done = Date.now()
    stage.say(`${counted.right} of ${plan.length} are right; webhooks ${JSON.stringify(door.counts())}`)
    const passed = Date.now() - killed
    if (stage.signal.aborted || passed > longest || (done !== null && passed > aftermath)) break
  }
  await stop(third, 'SIGTERM')
  counted = tally()

  const figures = {
    replies: plan.length,
    lost: counted.lost.length,
    duplicated: counted.duplicated.length,
    wrongContact: counted.wrongContact.length,
    seconds: Math.round(((done ?? Date.now()) - restarted) / 100) / 10,
    hubspotCalls: hubspot.calls.totals().calls - callsBefore,
  }
  const passed = counted.right === plan.length
  if (!passed) tell(stage, counted)
  await tellTroubles(stage, logFile, passed)
  return { figures, passed }
}

function tell(stage: Stage, counted: Counted): void {
  for (const what of ['lost', 'duplicated', 'wrongContact'] as const) {
    for (const { mark, provider, person } of counted[what].slice(0, 10)) {
      stage.say(`${what}: ${mark} of contact ${person.id} by ${provider}`)
    }
  }
}
