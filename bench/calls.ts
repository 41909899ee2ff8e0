import { setTimeout as wait } from 'node:timers/promises'
import { rounded } from './load/figures.ts'
import { openLoad } from './load/open-load.ts'
import type { Piece } from './stage/perform.ts'
import { openWorld, type StageWorld } from './stage/open-world.ts'
import { account } from './stage/relay-settings.ts'

const people = 200
const burst = 2_000
const trickle = 90

/**
 * HubSpot requests for each thousand messages on the timeline, counted at the fake, with the pace of ordinary life:
 * all at once, and one a second. Every message is delivered, so its entry changes, and those calls count as well.
 */
export const calls: Piece = async (stage) => {
  const world = await openWorld(stage, { people, lines: 2 })
  const load = openLoad(stage)
  const sendNow = async (count: number) => {
    const report = await load({
      origin: world.url,
      load: { kind: 'messages', lineIds: world.lines.map(({ id }) => id), people, firstContact: world.firstContact },
      connections: 32,
      count,
      milliseconds: 120_000,
      marks: false,
    })
    if (report.ok !== count) throw new Error(`refused: ${JSON.stringify(report.refused)}`)
  }

  world.hubspot.calls.reset()
  await sendNow(burst)
  await logged(world, burst)
  const inBurst = count(world, burst)
  stage.say(`burst: ${JSON.stringify(world.hubspot.calls.totals().byRoute)}`)

  world.hubspot.calls.reset()
  for (let sent = 0; sent < trickle; sent += 1) {
    const begun = Date.now()
    await sendNow(1)
    await wait(Math.max(0, 1_000 - (Date.now() - begun)))
    if (sent % 30 === 29) stage.say(`trickle: ${sent + 1} sent`)
  }
  await logged(world, burst + trickle)
  const inTrickle = count(world, trickle)
  stage.say(`trickle: ${JSON.stringify(world.hubspot.calls.totals().byRoute)}`)
  return {
    figures: { burst: inBurst, trickle: inTrickle },
    passed: inBurst.per1000 <= 20 && inTrickle.per1000 <= 600,
  }
}

function count(world: StageWorld, messages: number) {
  const { calls } = world.hubspot.calls.totals()
  return { messages, calls, per1000: rounded((calls / messages) * 1_000, 1) }
}

/** Waits until so many entries stand on the contacts' timelines and all of them say that their message was delivered. */
async function logged(world: StageWorld, expected: number): Promise<void> {
  for (const begun = Date.now(); Date.now() - begun < 180_000;) {
    await wait(500)
    const entries = Array.from({ length: people }, (_, person) =>
      world.hubspot.timeline(Number(account.portalId), String(world.firstContact + person)),
    ).flat()
    const delivered = entries.filter((entry) => entry.properties.hs_communication_body?.includes('Delivered'))
    if (entries.length === expected && delivered.length === expected) return
  }
  throw new Error(`the timelines did not show ${expected} delivered messages within three minutes`)
}
