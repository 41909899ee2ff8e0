import { claimDeliveries, type Claim } from '../../../relay/message/claim-deliveries.ts'
import { callProvider, type CallOutcome } from '../../../relay/send/call-provider.ts'
import { createFetchAttachments } from '../../../relay/files/fetch-attachments.ts'
import { allowedHosts } from '../../../relay/reach/allowed-hosts.ts'
import { createFileMemory } from '../../../relay/files/file-memory.ts'
import { playMoves, moveNeeds, type PlayedWorld } from './played-world.ts'

/**
 * Takes what may leave, up to `limit`, and calls its provider as the relay does. Answers the calls under way, which tell
 * their outcomes. `before`: what keeps this process busy between the claim and the call.
 */
export async function playLeaving(
  world: PlayedWorld,
  options: { limit: number; before(): Promise<void> },
): Promise<Promise<void>[]> {
  const claimer = { providers: ['company'], room: () => 100, full: [], but: [] }
  const since = world.ahead()
  const claims = await claimDeliveries(world.database, options.limit, claimer, { attachments: 0, ladder: 0 }, moveNeeds)
  world.count(claims.length, { claimed: claims.length })
  return claims.map(async (claim) => {
    const left = world.careless ? () => Infinity : () => claim.left() - (world.ahead() - since)
    await options.before()
    const event = await call(world, { ...claim, left })
    // Whoever is told twice hears it twice.
    const told = world.random() < 0.05 ? [event, event] : [event]
    const { portalId, messageId } = claim
    await playMoves(
      world,
      told.map((one) => ({ portalId, messageId, event: one })),
    )
  })
}

async function call(world: PlayedWorld, claim: Claim): Promise<CallOutcome> {
  const { portalId, messageId, lineId, attempts, optedOut } = claim
  if (optedOut) return { kind: 'opted_out', attempt: attempts }
  const key = `${portalId}/${messageId}`
  world.attempts.set(key, attempts)
  const carrierNow = async () => (await world.accounts.of(portalId)).lines.find(lineId)
  return callProvider(
    claim,
    (await carrierNow())!,
    { earlier: [], subject: null },
    {
      carrierNow,
      database: world.database,
      fetch,
      now: () => new Date(),
      fetchAttachments: createFetchAttachments({ allowed: allowedHosts([]), memory: createFileMemory(64_000_000) }),
      random: () => 0,
      stopping: new AbortController().signal,
      settle: world.settle,
    },
  )
}
