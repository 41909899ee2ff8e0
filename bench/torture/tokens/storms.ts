import { setTimeout as wait } from 'node:timers/promises'
import type { Fault } from '../../../workbench/hubspot/faults.ts'
import type { Marketplace } from '../../stage/open-marketplace.ts'
import type { Stage } from '../../stage/perform.ts'

const renewing = { method: 'POST', path: /\/oauth\/[^/]+\/token$/ }
const refusal = (status: string, error: string) => ({
  kind: 'status' as const,
  status: 400,
  body: { status, error, message: 'no' },
})

/**
 * What comes over the accounts, in this order: all access tokens die as it begins, in some once more in its middle, and
 * `faults` meet renewals as long as it lasts, milliseconds.
 */
const storms: { what: string; lasts: number; rotates: boolean; kills: 1 | 2; faults: Fault[] }[] = [
  // Nothing is cut off for words that speak of the app, or that nobody knows. Whoever meets one waits a minute.
  {
    what: 'our credentials are refused',
    lasts: 4_000,
    rotates: true,
    kills: 1,
    faults: [
      { ...refusal('BAD_CLIENT_SECRET', 'invalid_client'), times: 2 },
      { ...refusal('BAD_MOOD', 'unknown'), times: 1 },
    ],
  },
  { what: 'every token dies at once', lasts: 8_000, rotates: true, kills: 1, faults: [] },
  {
    what: 'renewals are slow',
    lasts: 10_000,
    rotates: true,
    kills: 1,
    faults: [{ kind: 'slow', milliseconds: 1_500, chance: 0.7, times: Infinity }],
  },
  {
    what: 'renewals fail',
    lasts: 10_000,
    rotates: true,
    kills: 1,
    faults: [
      { kind: 'status', status: 503, chance: 0.3, times: Infinity },
      { kind: 'status', status: 429, headers: { 'retry-after': '1' }, chance: 0.1, times: Infinity },
      { kind: 'reset', chance: 0.2, times: Infinity },
    ],
  },
  {
    what: 'refresh tokens stay the same',
    lasts: 12_000,
    rotates: false,
    kills: 1,
    faults: [{ kind: 'hang', chance: 0.1, times: 3 }],
  },
  {
    what: 'slow and failing, tokens die again and again',
    lasts: 8_000,
    rotates: true,
    kills: 2,
    faults: [
      { kind: 'slow', milliseconds: 400, chance: 0.3, times: Infinity },
      { kind: 'status', status: 500, chance: 0.3, times: Infinity },
    ],
  },
]

/** Lets every storm pass; all relays ask for all accounts as each begins. */
export async function raise(stage: Stage, { hubspot, portals, relays, ask }: Marketplace): Promise<void> {
  for (const { what, lasts, rotates, kills, faults } of storms) {
    if (stage.signal.aborted) return
    const { refreshes } = hubspot.oauth.ledger
    hubspot.oauth.behaviour.rotates = rotates
    for (const fault of faults) hubspot.faults.next({ ...fault, match: renewing })
    hubspot.oauth.killAccessTokens()
    const burst = portals.flatMap((portalId) => relays.map((_, relay) => ask(portalId, relay).catch(() => 0)))
    await wait(lasts / 2)
    if (kills === 2) hubspot.oauth.killAccessTokens()
    await wait(lasts / 2)
    hubspot.faults.clear()
    await Promise.all(burst)
    stage.say(`${what}: ${hubspot.oauth.ledger.refreshes - refreshes} renewals`)
  }
}
