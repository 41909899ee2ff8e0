import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { hastyFetch } from '../impatient-fetch.ts'
import { environmentOf, startRelayProcess } from '../relay-process.ts'
import { onceTo } from '../once-to.ts'
import { until } from '../until.ts'
import { createWorld, type TestContact, type World } from '../world.ts'

const updating = { method: 'POST', path: /communications\/batch\/update$/ }
const creating = { method: 'POST', path: /communications\/batch\/create$/ }

/** What the timeline of the contact says of its one message. */
const says = (world: World, contact: TestContact): string | undefined =>
  /^<p><strong>SMS · (\w+)/.exec(world.timeline(contact)[0] ?? '')?.[1]

/** What it says after each change from now on. */
function story(world: World, contact: TestContact): (string | undefined)[] {
  const told: (string | undefined)[] = []
  world.hubspot.onChange(() => {
    const now = says(world, contact)
    if (now !== told.at(-1)) told.push(now)
  })
  return told
}

/** Nothing of any timeline is still to be written. */
const written = (world: World) =>
  until(async () => {
    const open = await world.database.query(
      "select 1 from timeline_entry where state <> 'created' or written < wanted or rewrite_at is not null",
    )
    expect(open).toEqual([])
  }, 20_000)

function deliver(world: World, { properties: { mobilephone } }: TestContact): void {
  for (const { id } of world.phones.phone(mobilephone ?? '').messages()) world.phones.deliver(id)
}
const look = (world: World, { properties: { mobilephone } }: TestContact) => world.phones.look(mobilephone ?? '')

async function sent(world: World, mobilephone: string): Promise<TestContact> {
  const contact = await world.contact({ mobilephone })
  await world.accepted(contact, 'Hello')
  await until(() => expect(says(world, contact)).toBe('Sent'))
  await written(world)
  return contact
}

describe('HubSpot does late what the relay gave up', () => {
  let world: World
  beforeAll(async () => {
    world = await createWorld({
      pace: { timelineDoubt: 3_000 },
      phones: { deliverAfter: null },
      parts: { fetch: hastyFetch },
    })
  })
  afterAll(() => world.close())
  afterEach(() => world.hubspot.faults.clear())

  test.each([
    ['is never answered', 'silence', '+12025551001'],
    ['is cut off', 'reset', '+12025551002'],
  ] as const)(
    'a change that %s and lands after a newer one does not stay',
    async (_what, answer, number) => {
      const contact = await sent(world, number)
      const told = story(world, contact)
      world.hubspot.faults.next({ kind: 'land-late', milliseconds: 2_000, answer, match: updating })
      deliver(world, contact)
      await until(() => expect(world.hubspot.faults.pending()).toBe(0))
      look(world, contact)
      await until(() => expect(told).toEqual(['Read', 'Delivered', 'Read']), 20_000)
      await written(world)
      expect(says(world, contact)).toBe('Read')
    },
    40_000,
  )

  test('an entry that was made late is found, not made again, and shows the newest', async () => {
    const contact = await world.contact({ mobilephone: '+12025551003' })
    world.hubspot.faults.next({ kind: 'land-late', milliseconds: 800, match: creating })
    await world.accepted(contact, 'Hello')
    await until(() => expect(world.hubspot.faults.pending()).toBe(0))
    look(world, contact)
    await until(() => expect(says(world, contact)).toBe('Read'), 20_000)
    await written(world)
    expect(world.timeline(contact)).toHaveLength(1)
  }, 40_000)
})

test('a relay that is killed while it changes an entry, whose change lands after the next relay wrote a newer one', async () => {
  const world = await createWorld({ relay: false, pace: { timelineDoubt: 6_000 }, phones: { deliverAfter: null } })
  const first = startRelayProcess(environmentOf(world.config))
  try {
    await first.ready
    const contact = await sent(world, '+12025551004')
    const told = story(world, contact)
    world.hubspot.faults.next({ kind: 'land-late', milliseconds: 9_500, match: updating })
    deliver(world, contact)
    await until(() => expect(world.hubspot.faults.pending()).toBe(0))
    first.kill('SIGKILL')
    await first.ended
    await world.restart()
    look(world, contact)
    await until(() => expect(told).toEqual(['Read', 'Delivered', 'Read']), 30_000)
    await written(world)
    expect(says(world, contact)).toBe('Read')
  } finally {
    first.kill('SIGKILL')
    await first.ended
    await world.close()
  }
}, 60_000)

test('a relay that stops while HubSpot is silent ends its request', async () => {
  const world = await createWorld({ pace: { timelineDoubt: 60_000 } })
  try {
    world.hubspot.faults.next({ kind: 'hang', match: creating })
    await world.accepted(await world.contact(), 'Hello')
    await until(() => expect(world.hubspot.hanging()).toBe(1))
    const begin = performance.now()
    await world.relay.stop(300)
    expect(performance.now() - begin).toBeLessThan(10_000)
    await until(() => expect(world.hubspot.hanging()).toBe(0))
  } finally {
    await world.close()
  }
})

test("a relay whose clock is a day ahead for a while does not stop an account's timeline", async () => {
  let ahead = 0
  const world = await createWorld({ parts: { now: () => new Date(Date.now() + ahead) } })
  try {
    const contact = await world.contact({ mobilephone: '+12025551005' })
    world.phones.faults.set({ mode: 'slow', ms: 500, ...onceTo(contact) })
    await world.accepted(contact, 'While it was ahead')
    await until(() => expect(world.phones.faults.list()).toEqual([]))
    ahead = 24 * 3_600_000
    await until(async () => expect(await world.database.query('select 1 from timeline_entry')).toHaveLength(1))
    ahead = 0
    await until(() => expect(world.timeline(contact)).toHaveLength(1))
    await world.accepted(contact, 'Afterwards')
    await until(() => expect(world.timeline(contact)).toHaveLength(2))
    await written(world)
  } finally {
    await world.close()
  }
})
