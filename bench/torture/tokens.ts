import { setTimeout as wait } from 'node:timers/promises'
import { openMarketplace, type Marketplace } from '../stage/open-marketplace.ts'
import type { Piece } from '../stage/perform.ts'
import { raise } from './tokens/storms.ts'

const count = 50
const processes = 4
/** Seconds that a token lives: HubSpot's half hour in small. */
const life = 12
/** Milliseconds between two questions about one account. */
const pace = 1_000
/** Milliseconds in which every account must answer again after the last storm; some wait a minute for a third of it. */
const recovery = 75_000

/**
 * Many accounts on several relay processes whose tokens expire together, die early and are renewed slowly, not at all or
 * for ever under the same refresh token. Counted at HubSpot: a token renewed twice, an old one used, an account given up
 * that still has the app. Some accounts really remove the app, and some of them come back.
 */
export const tokens: Piece = async (stage) => {
  const world = await openMarketplace(stage, { portals: count, relays: processes })
  const { hubspot, portals } = world
  hubspot.oauth.behaviour.tokenLife = life
  for (let first = 0; first < count; first += 5) await Promise.all(portals.slice(first, first + 5).map(world.install))
  stage.say(`${count} accounts are installed on ${processes} relay processes`)

  const answers = new Map<number, number>()
  let asking = true
  const loops = portals.map(async (portalId) => {
    await wait(Math.random() * pace)
    while (asking && !stage.signal.aborted) {
      const status = await world.ask(portalId, Math.floor(Math.random() * processes)).catch(() => 0)
      answers.set(status, (answers.get(status) ?? 0) + 1)
      await wait(pace * (0.5 + Math.random()))
    }
  })
  // The first ones are those that meet our refused credentials, and then ask HubSpot for nothing for a minute.
  const [leaves, returns, stay] = [portals.slice(-2), portals.slice(-4, -2), portals.slice(0, -4)]
  const storms = raise(stage, world)
  await wait(20_000)
  for (const portalId of [...leaves, ...returns]) hubspot.oauth.uninstall(portalId)
  await storms
  await Promise.all(returns.map(world.install))
  hubspot.oauth.behaviour.rotates = true
  const silent = await settled(world, [...returns, ...stay], recovery, stage.signal)
  asking = false
  await Promise.all(loops)

  const states = await world.database.query<{ portal_id: string; state: string; state_reason: string | null }>(
    "select portal_id, state, state_reason from portal where credential = 'oauth'",
  )
  const stateOf = new Map(states.map((row) => [Number(row.portal_id), row]))
  const wronglyRevoked = portals.filter(
    (portalId) =>
      hubspot.oauth.isInstalled(portalId) && (stateOf.get(portalId)?.state !== 'active' || silent.has(portalId)),
  )
  for (const portalId of wronglyRevoked)
    stage.say(`${portalId} has the app, but ${JSON.stringify(stateOf.get(portalId))}`)
  const missed = leaves.filter((portalId) => stateOf.get(portalId)?.state !== 'revoked')
  for (const portalId of missed) stage.say(`${portalId} removed the app, and nobody noticed`)
  stage.say(
    `answers to cards by status: ${JSON.stringify(Object.fromEntries([...answers].toSorted(([a], [b]) => a - b)))}`,
  )

  const { refreshes, duplicateRefreshes, staleUsed } = hubspot.oauth.ledger
  const passed = duplicateRefreshes + staleUsed + wronglyRevoked.length + missed.length === 0 && refreshes > count * 5
  return { figures: { refreshes, duplicateRefreshes, staleUsed, wronglyRevoked: wronglyRevoked.length }, passed }
}

/** Asks until every account has answered through every relay; those that never do are the answer. */
async function settled(
  world: Marketplace,
  portals: number[],
  limit: number,
  signal: AbortSignal,
): Promise<Set<number>> {
  const silent = new Set(portals)
  for (const begun = Date.now(); silent.size > 0 && Date.now() - begun < limit && !signal.aborted; await wait(500)) {
    for (const portalId of silent) {
      const statuses = await Promise.all(world.relays.map((_, relay) => world.ask(portalId, relay).catch(() => 0)))
      if (statuses.every((status) => status === 200)) silent.delete(portalId)
    }
  }
  return silent
}
