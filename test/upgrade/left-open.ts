import { createWebhooks } from '../../workbench/hubspot/webhooks.ts'
import { clientSecret, portalId } from '../world.ts'
import { removedLine } from './landed-world.ts'
import type { Scene } from './scene.ts'

const batchCreate = { method: 'POST', path: /\/objects\/[^/]+\/communications\/batch\/create/ }
const entry = 'select 1 from timeline_entry where message_id = $1 and state = $2'

/** Relays are killed in the middle of whatever a relay does. */
export async function leaveOpen(scene: Scene): Promise<void> {
  const { world } = scene
  world.config.lines = world.config.lines.filter(({ id }) => id !== removedLine.id)

  // Creations that were never answered: HubSpot has the one and never heard of the other.
  for (const [name, digits, kind] of [
    ['Dan', 31, 'reset-after'],
    ['Eve', 32, 'hang'],
  ] as const) {
    await scene.start({ timelineDoubt: 600_000 })
    const person = await scene.person(name, digits)
    world.hubspot.faults.next({ kind, match: batchCreate })
    const id = await scene.sent(person, `HubSpot does not answer: ${kind}.`, 'sent')
    await scene.until(entry, [id, 'creating'])
    while (world.hubspot.faults.pending() > 0) await scene.until('select pg_sleep(0.05)')
    await scene.until('select pg_sleep(0.3)')
    await scene.kill()
  }

  // An entry that is behind its message by more than the relay lives.
  await scene.start({ timelineUpdate: 600_000 })
  const flo = await scene.person('Flo', 33)
  const behind = await scene.sent(flo, 'Delivered after it was written.', 'sent')
  await scene.until(entry, [behind, 'created'])
  scene.deliver(flo)
  await scene.until("select 1 from message where id = $1 and status = 'delivered'", [behind])
  await scene.kill()

  await scene.start({ timelineGather: 60_000, timelineDoubt: 600_000 })
  await doubtAndCalls(scene)
  await arrivals(scene)
  await scene.kill()
  world.phones.faults.set()
  world.hubspot.faults.clear()
}

/** Doubts while the provider answers no question, and calls under way. */
async function doubtAndCalls(scene: Scene): Promise<void> {
  const { world } = scene
  const hubspot = createWebhooks({
    ...{ portalId: Number(portalId), clientSecret },
    targetUrl: `${world.url}/webhooks/hubspot`,
  })
  await scene.sent(await scene.person('Gil', 34), 'Its entry still waits.', 'sent')
  const max = await scene.person('Max', 40)
  const unwritten = await scene.sent(max, 'Deleted before this was written.', 'sent')
  await hubspot.post([hubspot.event('object.deletion', max.id)])
  await scene.until(entry, [unwritten, 'parked'])
  for (const [name, digits, delivered] of [
    ['Hew', 35, true],
    ['Ira', 36, false],
  ] as const) {
    world.phones.faults.set({ mode: 'reset', delivered, times: 1 }, { mode: 'error', on: 'read' })
    await scene.sent(await scene.person(name, digits), `Did this reach ${name}?`, 'unknown')
  }
  const busy = await scene.person('Jan', 37)
  for (const [person, delivered] of [
    [busy, true],
    [await scene.person('Kay', 38), false],
  ] as const) {
    world.phones.faults.set({ mode: 'hang', delivered, times: 1 }, { mode: 'error', on: 'read' })
    await scene.sent(person, `Is leaving to ${person.properties.firstname ?? ''}.`, 'sending')
    while (world.phones.faults.list().length > 1) await scene.until('select pg_sleep(0.05)')
  }
  // Whoever must be forgotten waits for what is leaving.
  await hubspot.post([hubspot.event('object.privacyDeletion', busy.id)])
  await scene.until("select 1 from pgboss.job where name = 'take-hubspot-events' and state = 'retry'")
}

/** Deliveries whose writers HubSpot is being asked about. */
async function arrivals(scene: Scene): Promise<void> {
  const { world } = scene
  world.hubspot.faults.next({ kind: 'hang', match: { path: /contacts\/search/ }, times: Infinity })
  const lee = await scene.person('Lee', 39)
  scene.write(lee, 'Nobody has worked on this, first.')
  await scene.until("select 1 from pgboss.job where name = 'receive-replies' and state = 'active'")
  scene.write(lee, 'Nobody has worked on this, second.')
  world.phones.write({ from: '+12025569902', to: '+15550100001', body: 'A stranger, too.', channel: 'sms' })
  await scene.until("select 1 from pgboss.job where name = 'receive-replies' and state = 'created'")
  await scene.until('select 1 from inbox where done_at is null and parked is null having count(*) >= 3')
}
