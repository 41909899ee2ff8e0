import { parseArgs } from 'node:util'
import { openLoad } from './load/open-load.ts'
import { openProcess } from './load/open-process.ts'
import { median, percentile, rounded } from './load/figures.ts'
import { phoneOf } from './load/request.ts'
import { beginFlood } from './neighbours/flood.ts'
import type { ReplyingAccount, ReplyOrder, ReplyReport } from './neighbours/reply-process.ts'
import { forAWhile } from './stage/for-a-while.ts'
import { lineId, openMarketplace, publicUrl, type Marketplace } from './stage/open-marketplace.ts'
import type { Piece, Stage } from './stage/perform.ts'
import { workedOff } from './stage/worked-off.ts'

/** Accounts that flood, those whose HubSpot hangs, and those who are measured. */
const [flooding, hanging, quiet] = [5, 5, 10]
/** People of each account who have written before, and who have not. */
const known = 20
const strangers = 20
/** Milliseconds. */
const measured = 25_000
/** The shortest p99 that counts: below it a card is at once, whatever it is divided by. */
const atOnce = 200
const most = { ratio: 1.5, fewestWaiting: 1_000 }

/**
 * Ten accounts with a reply a second each on one relay process, measured from the provider's webhook until the card shows
 * the reply: first by themselves, then beside five accounts that are flooded and five whose HubSpot never answers. Each
 * round has a relay and a database of its own; `--rounds` says how many, of which the median is told.
 */
export const neighbours: Piece = async (stage) => {
  const { values } = parseArgs({ args: stage.args, options: { rounds: { type: 'string', default: '3' } } })
  const rounds = Math.max(1, Math.min(3, Number(values.rounds) || 3))
  const played: { alone: number; beside: number; least: number; starved: number }[] = []
  for (let round = 1; round <= rounds; round += 1) {
    stage.say(`round ${round} of ${rounds}`)
    played.push(await forAWhile(stage, playRound))
  }
  const alone = median(played.map((one) => one.alone))
  const beside = median(played.map((one) => one.beside))
  const figures = {
    alone: rounded(alone),
    beside: rounded(beside),
    ratio: rounded(Math.max(beside, atOnce) / Math.max(alone, atOnce), 2),
    floodWaiting: Math.min(...played.map(({ least }) => least)),
  }
  const served = played.every(({ starved }) => starved === 0)
  return { figures, passed: served && figures.ratio <= most.ratio && figures.floodWaiting >= most.fewestWaiting }
}

async function playRound(stage: Stage) {
  const world = await openMarketplace(stage, {
    ...{ portals: flooding + hanging + quiet, relays: 1, ownLines: true },
  })
  const { portals, hubspot, relays, appSecret, line } = world
  for (let from = 0; from < portals.length; from += 5) {
    await Promise.all(portals.slice(from, from + 5).map(world.install))
  }
  stage.say(`${portals.length} accounts are installed`)
  const accounts = portals.map((portalId) => seedAccount(world, portalId))
  const [flooded, hung, calm] = [
    portals.slice(0, flooding),
    accounts.slice(flooding, flooding + hanging).map((one) => ({ ...one, every: 500, measured: false })),
    accounts.slice(flooding + hanging),
  ]
  await introduce(stage, world)
  const replies = openProcess<ReplyOrder, ReplyReport>(stage, 'neighbours/reply-process.ts')
  const order = { origin: relays[0]!, publicUrl, appSecret, line: { id: lineId, address: line.address } }

  const alone = tell(stage, 'alone', await replies({ ...order, milliseconds: measured, accounts: calm }))
  for (const { portalId } of hung) hubspot.faults.next({ kind: 'hang', match: { portalId }, times: Infinity })
  const flood = await beginFlood(stage, world, flooded, known)
  const later = calm.map((one) => ({ ...one, strangers: one.strangers.slice(strangers / 2) }))
  // Until everybody has been at it for a while, nothing is measured.
  await replies({ ...order, milliseconds: 5_000, accounts: hung })
  flood.watch()
  const beside = tell(
    stage,
    'beside',
    await replies({ ...order, milliseconds: measured, accounts: [...later, ...hung] }),
  )
  await flood.end()
  const starved = flood.starved()
  if (starved.length > 0) stage.say(`nothing was worked off meanwhile in ${starved.join(', ')}`)
  return { alone, beside, least: flood.least(), starved: starved.length }
}

function seedAccount({ hubspot }: Marketplace, portalId: number): ReplyingAccount {
  const contacts = Array.from({ length: known + strangers }, (_, person) => {
    const phone = phoneOf(person)
    return { id: hubspot.seedContact(portalId, { firstname: 'Ada', mobilephone: phone }), phone }
  })
  return { portalId, every: 1_000, known: contacts.slice(0, known), strangers: contacts.slice(known), measured: true }
}

/** Everybody who is known writes once, so that the relay has found out in HubSpot who they are. */
async function introduce(stage: Stage, { portals, relays, line, database }: Marketplace): Promise<void> {
  const load = openLoad(stage)
  for (const portalId of portals) {
    const path = `/webhooks/${portalId}/${lineId}`
    const replies = { kind: 'replies' as const, path, line: line.address, people: known }
    const order = { load: replies, connections: 8, count: known, milliseconds: 30_000, marks: false }
    const { refused } = await load({ origin: relays[0]!, ...order })
    if (Object.keys(refused).length > 0) throw new Error(`webhooks were refused: ${JSON.stringify(refused)}`)
  }
  await workedOff(stage, database, 'inbox')
}

/** Answers with the p99. */
function tell(stage: Stage, what: string, { delays, troubles }: ReplyReport): number {
  for (const trouble of troubles.slice(0, 5)) stage.say(`${what}: ${trouble}`)
  const [p50, p99] = [percentile(delays, 0.5), percentile(delays, 0.99)]
  stage.say(`${what}: ${delays.length} replies, p50 ${rounded(p50)} ms, p99 ${rounded(p99)} ms`)
  if (troubles.length > 0) throw new Error(`${what}: ${troubles.length} replies could not be followed`)
  return p99
}
