import { parseArgs } from 'node:util'
import { setTimeout as wait } from 'node:timers/promises'
import type { Piece } from '../stage/perform.ts'
import { waitUntil } from './providers/wait-until.ts'
import { changeSettings, type AdminNeeds, type Cast } from './settings/admin.ts'
import { createCanaries } from './settings/find-canaries.ts'
import { findSecrets } from './settings/find-secrets.ts'
import { openHouse } from './settings/house.ts'
import { judgeCalls } from './settings/judge-calls.ts'
import { judgeClaims } from './settings/judge-claims.ts'
import { judgeSaves } from './settings/judge-saves.ts'
import { openLedger, withUnanswered } from './settings/ledger.ts'
import { live } from './settings/live.ts'
import { lookAtExports } from './settings/look-at-exports.ts'
import { plants } from './settings/plants.ts'
import { countLeft, readClaims, readVersions } from './settings/read-database.ts'
import { createSenders } from './settings/senders.ts'
import { createSettingsDesk } from './settings/settings-desk.ts'
import { noticesPinned } from './settings/weaken.ts'
import { tellTroubles } from './tell-troubles.ts'

const processes = 4
const accounts = 24
/** What must have happened at least. */
const least = { saves: 2_000, sends: 5_000, rotated: 200, removed: 200, rolledBack: 20 }
/** Milliseconds from the beginning after which nothing more is begun, and in which all that was accepted must have left. */
const longest = 350_000
const aftermath = 60_000

/**
 * Relay processes on one database whose accounts change their settings, two admins each, while messages are sent by all of them,
 * connections that listen are cut and processes stand still. The vendor sees by key, address and place of a line which version each call
 * was made with; saves are judged by what their askers were answered; and every secret is looked for in all that is written or said.
 */
export const settings: Piece = async (stage) => {
  const { values } = parseArgs({ args: stage.args, options: { share: { type: 'string', default: '1' } } })
  const share = Number(values.share) || 1
  const begun = Date.now()
  const canaries = createCanaries()
  const look = (text: string) => canaries.look('answer', text)
  const house = await openHouse(stage, { relays: processes, accounts })
  const { database, vendor, relays, urls } = house
  const ledger = openLedger()
  const wrongs: string[] = []
  const desk = createSettingsDesk(urls, look)
  const needs: AdminNeeds = { desk, ledger, canaries, vendorUrl: vendor.url, wrongs }
  const sending = createSenders({ urls, look })
  const casts = house.accounts.map(({ portalId, people }) => ({
    ...{ people, cast: { portalId, hooks: new Map(), lines: new Set<string>(), gone: [] } satisfies Cast },
  }))
  for (const { cast } of casts) await changeSettings(cast, needs)
  stage.say(`${processes} relays serve ${accounts} accounts`)

  const did = () => {
    const { saves, rotated, removed, rolledBack } = ledger
    return { saves: saves.length, sends: sending.accepted.length, rotated, removed, rolledBack }
  }
  const reached = () =>
    Object.entries(least).every(([what, count]) => did()[what as keyof typeof least] >= count * share)
  const enough = () => reached() || Date.now() - begun > longest
  const lived = await live(stage, house, casts, needs, { sending, enough })
  const { sends, saves: answered, ...changed } = did()
  const isEnough = reached()
  stage.say('everybody has an answer')
  await waitUntil(async () => (await countLeft(database)) === 0, aftermath, 500)
  const left = await countLeft(database)
  wrongs.push(
    ...(await lookAtExports(
      house,
      casts.slice(0, 3).map(({ cast }) => cast.portalId),
      canaries,
    )),
  )
  await relays.stop()
  // What the vendor saw last is on its way.
  await wait(500)

  const stored = await readVersions(database)
  const saves = withUnanswered(ledger, stored)
  const seen = { saves, stored, calls: [...vendor.calls] }
  const lost = judgeSaves(ledger.saves, stored)
  const calls = judgeCalls(saves, seen.calls)
  const claims = judgeClaims(saves, await readClaims(database))
  await findSecrets(database, house.logFile, canaries)
  const missed = Object.entries(plants).flatMap(([name, isNoticed]) => (isNoticed(seen) ? [] : [name]))
  if (!(await noticesPinned(stage, house, casts.slice(0, 4), needs))) missed.push('a relay with pinned settings')

  const troubles: Record<string, Iterable<string>> = {
    ...{ 'lost update': lost, stale: calls.stale, unexplained: calls.unexplained, secret: canaries.met, wrong: wrongs },
    ...{ 'sent by a removed line': [...calls.sentByRemovedLine, ...claims], 'nobody noticed': missed },
  }
  for (const [what, words] of Object.entries(troubles)) {
    for (const one of [...words].slice(0, 20)) stage.say(`${what}: ${one}`)
  }
  stage.say(
    `${calls.near} calls with what had been right just before; refused: ${JSON.stringify(Object.fromEntries(sending.refused))}`,
  )
  const heldFor = seen.calls.reduce((most, call) => Math.max(most, call.heldFor), 0)
  stage.say(`the vendor's own process waited for its turn for ${Math.round(heldFor)} ms at most`)
  const planted = Object.keys(plants).length + 1
  const figures = {
    ...{ saves: answered, lostUpdates: lost.length, staleAfterMs: calls.staleAfterMs },
    ...{ sentByRemovedLine: calls.sentByRemovedLine.length + claims.length, secretsSeen: canaries.met.size },
    ...{ sends, left, calls: seen.calls.length, conflicts: ledger.conflicts },
    ...{ ...changed, ...lived },
    ...{ secrets: canaries.laid(), planted, noticed: planted - missed.length },
  }
  const passed = isEnough && left === 0 && Object.values(troubles).every((words) => [...words].length === 0)
  await tellTroubles(stage, house.logFile, passed)
  return { figures, passed }
}
