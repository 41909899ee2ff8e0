import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { environmentOf, startRelayProcess, type RelayProcess } from '../relay-process.ts'
import { onceTo } from '../once-to.ts'
import { until } from '../until.ts'
import { createWorld, type TestContact, type World } from '../world.ts'

// Processes of their own begin here, which takes long on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

let world: World
let running: RelayProcess | undefined
beforeAll(async () => {
  world = await createWorld({ relay: false, phones: { webhooks: { firstDelay: 100 } } })
})
afterEach(async () => {
  world.phones.faults.set()
  running?.kill('SIGKILL')
  await running?.ended
  running = undefined
  await stop()
})
afterAll(() => world.close())

/** The relay as a process of its own. Whoever comes after it in a test runs in this one, which is quicker. */
async function start(): Promise<RelayProcess> {
  running = startRelayProcess(environmentOf(world.config))
  await running.ready
  return running
}

let stop: () => Promise<void> = async () => undefined
async function revive(): Promise<void> {
  await world.restart()
  stop = () => world.relay.stop()
}

/** A claim outlives its relay by the provider's time limit; here that time is over. */
const leasesEnd = () => world.database.query("update delivery set lease_until = now() where state = 'sending'")
const statuses = async (contact: TestContact) => (await world.shown(contact)).map(({ status }) => status)
/** The message is claimed, and the fault has met its request. */
const underWay = () =>
  until(async () => {
    expect(world.phones.faults.list()).toEqual([])
    const [row] = await world.database.query<{ sending: number }>(
      "select count(*)::int as sending from delivery where state = 'sending'",
    )
    expect(row?.sending).toBe(1)
  })

test('a relay killed while the provider works: the next one asks what became of the message', async () => {
  const contact = await world.contact({ mobilephone: '+12025550701' })
  const first = await start()
  world.phones.faults.set({ mode: 'slow', ms: 700, ...onceTo(contact) })
  const id = await world.accepted(contact, 'Once')
  await underWay()
  first.kill('SIGKILL')
  expect(await first.ended).toBe('SIGKILL')
  // The network had the request and delivers it, with nobody there to hear so.
  await until(() => expect(world.phones.received(id)).toBe(1))
  await leasesEnd()
  await revive()
  await until(async () => expect(await statuses(contact)).toEqual(['delivered']))
  expect(world.phones.received(id)).toBe(1)
  await until(() => expect(world.timeline(contact)).toHaveLength(1))
})

test('a relay killed before the provider heard of it: the next one sends the message', async () => {
  const contact = await world.contact({ mobilephone: '+12025550702' })
  const first = await start()
  world.phones.faults.set({ mode: 'hang', ...onceTo(contact) })
  const id = await world.accepted(contact, 'Once')
  await underWay()
  first.kill('SIGKILL')
  await first.ended
  world.phones.write({ from: '+12025550702', to: '+15550100001', body: 'Are you there?', channel: 'sms' })
  await leasesEnd()
  await revive()
  await until(async () => {
    const shown = await world.shown(contact)
    expect(shown.map(({ body, status }) => `${body} ${status}`).toSorted()).toEqual([
      'Are you there? delivered',
      'Once delivered',
    ])
  })
  expect(world.phones.received(id)).toBe(1)
})

test('told to stop, a relay takes nothing new, finishes what runs and ends well', async () => {
  const contact = await world.contact({ mobilephone: '+12025550703' })
  const first = await start()
  world.phones.faults.set({ mode: 'slow', ms: 1_000, ...onceTo(contact) })
  const id = await world.accepted(contact, 'Once')
  await underWay()
  first.kill('SIGTERM')
  await until(() => expect(fetch(`${world.url}/healthz`)).rejects.toThrow())
  expect(await first.ended).toBe(0)
  expect(first.lines.at(-1)).toContain('"stopped"')
  expect(world.phones.received(id)).toBe(1)
  const [message] = await world.database.query<{ status: string }>('select status from message where id = $1', [id])
  expect(message?.status).toBe('sent')
})

test('told twice, it ends at once, and what it was doing is in doubt and not lost', async () => {
  const contact = await world.contact({ mobilephone: '+12025550704' })
  const first = await start()
  world.phones.faults.set({ mode: 'hang', ...onceTo(contact) })
  const id = await world.accepted(contact, 'Once')
  await underWay()
  first.kill('SIGTERM')
  await until(() => expect(first.lines.join()).toContain('stopping: no new work'))
  const since = Date.now()
  first.kill('SIGTERM')
  expect(await first.ended).not.toBe(0)
  expect(Date.now() - since).toBeLessThan(3_000)
  await leasesEnd()
  await revive()
  await until(async () => expect(await statuses(contact)).toEqual(['delivered']))
  expect(world.phones.received(id)).toBe(1)
})
