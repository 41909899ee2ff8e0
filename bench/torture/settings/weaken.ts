import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Stage } from '../../stage/perform.ts'
import { startRelay } from '../../stage/relay-process.ts'
import { waitUntil } from '../providers/wait-until.ts'
import { changeSettings, type AdminNeeds, type Cast } from './admin.ts'
import type { House, Person } from './house.ts'
import { judgeCalls } from './judge-calls.ts'
import { createSenders } from './senders.ts'
import { createSettingsDesk } from './settings-desk.ts'

/** Milliseconds: more than anybody may be behind. */
const longEnough = 1_500

/**
 * A relay with a mistake on purpose, which works with what accounts had configured when it was first asked, alone on the database:
 * whether the judge of calls notices. The other relays are stopped by then.
 */
export async function noticesPinned(
  stage: Stage,
  house: House,
  casts: readonly { cast: Cast; people: readonly Person[] }[],
  needs: AdminNeeds,
): Promise<boolean> {
  let isPinned = false
  const relay = startRelay(
    stage,
    house.env,
    join(house.logFile, '..', 'pinned.log'),
    (line) => (isPinned ||= line.includes('"isPinned":true')),
    'bench/snapshot/relay-process.ts',
  )
  const url = await relay.ready
  relay.kill('SIGUSR2')
  await waitUntil(() => isPinned, 10_000, 50)
  const urls = () => [url]
  const sending = createSenders({ urls, look: () => undefined })
  const send = () =>
    Promise.all(
      casts.flatMap(({ cast, people }) =>
        [...cast.lines].map((lineId) => sending.send(cast.portalId, people[0]!, lineId)),
      ),
    )
  const from = house.vendor.calls.length
  const desk = createSettingsDesk(urls, () => undefined)
  // What it sees first it keeps.
  await send()
  await waitUntil(() => house.vendor.calls.length > from, 10_000)
  const saves = needs.ledger.saves.length
  for (let turn = 0; turn < 4; turn += 1) {
    await Promise.all(casts.map(({ cast }) => changeSettings(cast, { ...needs, desk })))
  }
  await wait(longEnough)
  await send()
  await waitUntil(() => judgeCalls(needs.ledger.saves, house.vendor.calls.slice(from)).stale.length > 0, 10_000)
  stage.say(
    `a relay with pinned settings: ${needs.ledger.saves.length - saves} saves, ${sending.accepted.length} messages`,
  )
  return judgeCalls(needs.ledger.saves, house.vendor.calls.slice(from)).stale.length > 0
}
