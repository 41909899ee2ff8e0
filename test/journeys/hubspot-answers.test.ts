import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  standInHubSpotsPlace,
  type AskedOfHubSpot,
  type GivenInstead,
  type InHubSpotsPlace,
} from '../in-hubspots-place.ts'
import { until } from '../until.ts'
import { createWorld, type TestContact, type World } from '../world.ts'

// Tries follow each other here, each of which takes long on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

let world: World
let place: InHubSpotsPlace
beforeAll(async () => {
  place = await standInHubSpotsPlace()
  world = await createWorld({ config: { hubspotUrl: place.url }, pace: { timelineDoubt: 300, retryMost: 200 } })
  place.behind = world.hubspot.url
})
afterAll(async () => {
  await world.close()
  await place.close()
})
afterEach(() => {
  place.answer = undefined
})

const page = '<!DOCTYPE html><html><head><title>Attention Required!</title></head><body>blocked</body></html>'
const creating = /communications\/batch\/create$/
const updating = /communications\/batch\/update$/
const searching = /contacts\/search$/

let numbers = 0
const newNumber = () => `+1202556${String((numbers += 1)).padStart(4, '0')}`
const person = (mobilephone = newNumber()) => world.contact({ firstname: 'Ada', mobilephone })
const write = ({ properties }: TestContact, body: string) =>
  void world.phones.write({ from: properties.mobilephone ?? '', to: '+15550100001', body, channel: 'sms' })
const texts = async (contact: TestContact) => (await world.shown(contact)).map(({ body }) => body)
const entries = (contact: TestContact) => world.timeline(contact).map((text) => /<p>([^<]*)<\/p>$/.exec(text)?.[1])
const parked = () =>
  world.database.query<{ message_id: string; reason: string }>(
    "select message_id, reason from timeline_entry where state = 'parked'",
  )

/** Answers so what is asked there, so often; what is asked meanwhile is kept. */
function instead(where: RegExp, given: GivenInstead, { times = 1, holding = '' } = {}): () => number {
  let met = 0
  place.answer = ({ path, body }) => {
    if (met >= times || !where.test(path) || !body.includes(holding)) return undefined
    met += 1
    return given
  }
  return () => met
}

const askedAt = (where: RegExp): AskedOfHubSpot[] => place.asked.filter(({ path }) => where.test(path))

/** Answers that pass by themselves and say of nothing that it was done. */
const passing: [what: string, given: GivenInstead][] = [
  ['a 408 without a word', { status: 408 }],
  ['a 425', { status: 425 }],
  ['a 499', { status: 499 }],
  ['a 423 in HubSpot’s words', { status: 423, body: { status: 'error', message: 'Locked', category: 'LOCKED' } }],
  ['a 402', { status: 402, body: { status: 'error', message: 'Payment required' } }],
  ['a 404 page', { status: 404, body: page }],
  ['a 400 page', { status: 400, body: page }],
  ['a 403 page', { status: 403, body: page }],
  ['a 401 page', { status: 401, body: page }],
  ['a 405 of a gateway', { status: 405, body: { message: 'Method Not Allowed' } }],
  ['a 418', { status: 418, body: 'short and stout' }],
  ['a redirect to a page', { status: 302, headers: { location: '/login' } }],
  ['a 503 page', { status: 503, body: page }],
  [
    'a 400 for too many requests',
    { status: 400, body: { status: 'error', category: 'RATE_LIMITS', message: 'Slow.' } },
  ],
  ['a 200 page', { status: 200, body: page }],
  ['a 200 that holds nothing', { status: 200, body: {} }],
  ['a 200 that counts nothing', { status: 200, body: { total: 0 } }],
  ['a 200 of null', { status: 200, body: null }],
  ['a 200 of an error', { status: 200, body: { status: 'error', message: 'Something went wrong.' } }],
]

test.each(passing)('%s to a search loses no reply', async (_what, given) => {
  const contact = await person()
  const met = instead(searching, given)
  write(contact, 'First word')
  write(contact, 'Second word')
  await until(async () => expect((await texts(contact)).toSorted()).toEqual(['First word', 'Second word']))
  expect(met()).toBe(1)
})

test.each(passing)('%s to a creation loses no entry, and none is there twice', async (_what, given) => {
  const contact = await person()
  const met = instead(creating, given)
  await world.accepted(contact, 'Hello')
  await until(() => expect(world.timeline(contact).join()).toContain('SMS · Delivered'), 30_000)
  expect(met()).toBe(1)
  expect(entries(contact)).toEqual(['Hello'])
})

test.each(passing.filter(([what]) => /408|499|404|402|redirect|holds nothing/.test(what)))(
  '%s to a change: it is told at last',
  async (_what, given) => {
    const contact = await person()
    await world.accepted(contact, 'Hello')
    await until(() => expect(world.timeline(contact).join()).toContain('SMS · Delivered'))
    const met = instead(updating, given)
    world.phones.look(contact.properties.mobilephone ?? '')
    await until(() => expect(world.timeline(contact).join()).toContain('SMS · Read'), 30_000)
    expect(met()).toBe(1)
    expect(await parked()).toEqual([])
  },
)

test.each(passing.filter(([what]) => /403 page|404 page|200 page|408/.test(what)))(
  '%s to everything, for long and over a restart: nothing is parked, and all of it comes',
  async (_what, given) => {
    const contact = await person()
    const stranger = await person()
    instead(/^\/crm/, given, { times: Infinity })
    await world.accepted(contact, 'Out')
    write(stranger, 'In')
    await until(() => expect(askedAt(/./).length).toBeGreaterThan(4))
    await world.restart()
    expect(await parked()).toEqual([])
    place.answer = undefined
    await until(async () => expect(await texts(stranger)).toEqual(['In']), 30_000)
    await until(() => expect([...entries(contact), ...entries(stranger)]).toEqual(['Out', 'In']), 30_000)
  },
)

describe('a firewall that does not like one text', () => {
  const rows = 20

  test.each([
    ['a 403 page', { status: 403, body: page }],
    ['a 406 without a word', { status: 406 }],
    ['a 403 in words that name no scope', { status: 403, body: { status: 'error', message: 'Not allowed.' } }],
  ])('answers %s: the others are written, and in the end a person sees that one', async (_what, given) => {
    const contact = await person()
    instead(creating, given, { times: Infinity, holding: 'drop table' })
    const before = askedAt(creating).length
    const bodies = Array.from({ length: rows }, (_, index) => (index === 7 ? 'drop table' : `Number ${index}`))
    const ids = await Promise.all(bodies.map((body) => world.accepted(contact, body)))
    const good = bodies.filter((body) => body !== 'drop table')
    await until(() => expect(entries(contact).toSorted()).toEqual(good.toSorted()), 30_000)
    const bad = await until(async () => {
      const found = await parked()
      expect(found).toHaveLength(1)
      return found
    }, 30_000)
    expect(bad[0]).toMatchObject({ message_id: ids[7] })
    // Each row a few times, however slowly they came in.
    expect(askedAt(creating).length - before).toBeLessThan(rows * 6)
    expect(world.logged.some((line) => line.includes('scopes') && line.includes('Attention'))).toBe(false)
    // Let through, it goes on when a person says so.
    place.answer = undefined
    await world.database.query(
      "update timeline_entry set state = 'waiting', due_at = instant(), reason = null, blocked = 0 where message_id = $1",
      [ids[7]],
    )
    await world.restart()
    await until(() => expect(entries(contact)).toContain('drop table'), 30_000)
  })

  test('nor one address: replies of others are shown, and that one waits for a person', async () => {
    const bad = await person()
    const good = await Promise.all(Array.from({ length: 8 }, () => person()))
    const number = (bad.properties.mobilephone ?? '').slice(2)
    instead(searching, { status: 403, body: page }, { times: Infinity, holding: number })
    write(bad, 'From nowhere')
    for (const contact of good) write(contact, 'Hello')
    await until(async () => {
      for (const contact of good) expect(await texts(contact)).toEqual(['Hello'])
    }, 30_000)
    await until(async () => {
      const rows = await world.database.query<{ parked: string }>('select parked from inbox where parked is not null')
      expect(rows).toEqual([{ parked: expect.stringContaining('Attention Required') }])
    }, 30_000)
    place.answer = undefined
    await world.database.query(
      'update inbox set parked = null, parked_at = null, due_at = instant() where parked is not null',
    )
    await world.restart()
    await until(async () => expect(await texts(bad)).toEqual(['From nowhere']), 30_000)
  })
})
