import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { moveClock } from '../move-clock.ts'
import { until } from '../until.ts'
import { createWorld, type TestContact, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld({ pace: { timelineDoubt: 700 }, searchLag: 300 })
})
afterAll(() => world.close())
afterEach(() => world.hubspot.faults.clear())

const creating = { method: 'POST', path: /communications\/batch\/create$/ }
const updating = { method: 'POST', path: /communications\/batch\/update$/ }
const texts = (contact: TestContact) => world.timeline(contact).map((text) => /<p>([^<]*)<\/p>$/.exec(text)?.[1])

/** HubSpot's own words when it has had enough; it sends no `Retry-After`, which is added here to wait less. */
const tooMany = (policyName: string) => ({
  kind: 'status' as const,
  status: 429,
  headers: { 'retry-after': '1' },
  body: { status: 'error', message: 'You have reached your limit.', errorType: 'RATE_LIMIT', policyName },
})

test('a creation that HubSpot did and never answered is found again, not made again', async () => {
  const contact = await world.contact({ mobilephone: '+12025550501' })
  world.hubspot.faults.next({ kind: 'reset-after', match: creating })
  await Promise.all(['One', 'Two', 'Three'].map((body) => world.accepted(contact, body)))
  await until(() => expect(world.timeline(contact).filter((text) => text.includes('SMS · Delivered'))).toHaveLength(3))
  await until(() => expect(world.logged.some((line) => line.includes('in doubt were looked for'))).toBe(true))
  expect(texts(contact).toSorted()).toEqual(['One', 'Three', 'Two'])
})

test.each([
  ['cuts the connection and does nothing', { kind: 'reset' as const, times: 2 }],
  ['answers 500 and does nothing', { kind: 'status' as const, status: 500 }],
  ['answers 502 with a page', { kind: 'status' as const, status: 502, body: '<html>Bad Gateway</html>' }],
])('HubSpot %s: nothing is lost, nothing is there twice', async (_what, fault) => {
  const contact = await world.contact({ mobilephone: '+12025550502' })
  world.hubspot.faults.next({ ...fault, match: creating })
  await world.accepted(contact, 'Hello')
  await until(() => expect(texts(contact)).toEqual(['Hello']))
  await until(() => expect(world.timeline(contact).join()).toContain('SMS · Delivered'))
  expect(texts(contact)).toEqual(['Hello'])
})

test('changes that HubSpot fails to take are told again', async () => {
  const contact = await world.contact({ mobilephone: '+12025550503' })
  await world.accepted(contact, 'Hello')
  await until(() => expect(world.timeline(contact).join()).toContain('SMS · Delivered'))
  world.hubspot.faults.next({ kind: 'status', status: 500, match: updating })
  world.phones.look('+12025550503')
  await until(() => expect(world.timeline(contact).join()).toContain('SMS · Read'))
  expect(texts(contact)).toEqual(['Hello'])
})

test('HubSpot refuses one of a batch: the others stand on the timeline, that one waits for a person', async () => {
  const contact = await world.contact({ mobilephone: '+12025550504' })
  const gone = { id: '999999999', properties: { ...contact.properties } }
  const ids = await Promise.all([
    world.accepted(contact, 'One'),
    world.accepted(gone, 'To nobody'),
    world.accepted(contact, 'Two'),
  ])
  await until(() => expect(texts(contact).toSorted()).toEqual(['One', 'Two']))
  const parked = await until(async () => {
    const rows = await world.database.query<{ message_id: string; reason: string }>(
      "select message_id, reason from timeline_entry where state = 'parked'",
    )
    expect(rows).toHaveLength(1)
    return rows
  })
  expect(parked).toEqual([{ message_id: ids[1], reason: expect.stringContaining('999999999') }])
  await until(() =>
    expect(world.logged.some((line) => line.includes('a person must look') && line.includes(ids[1]))).toBe(true),
  )
  // It left all the same: the timeline is not the phone.
  await until(async () => expect((await world.shown(gone))[0]?.status).toBe('delivered'))
})

test.each(['TEN_SECONDLY_ROLLING', 'DAILY'])(
  'HubSpot says that it is too much (%s): all of it comes later',
  async (policy) => {
    const contact = await world.contact({ mobilephone: '+12025550505' })
    world.hubspot.faults.next({ ...tooMany(policy), match: creating })
    const before = world.hubspot.calls.totals().byStatus['429'] ?? 0
    await Promise.all(Array.from({ length: 5 }, (_, index) => world.accepted(contact, `Number ${index}`)))
    await until(() =>
      expect(texts(contact).toSorted()).toEqual(Array.from({ length: 5 }, (_, index) => `Number ${index}`)),
    )
    // Asked to wait, nobody asks meanwhile.
    expect(world.hubspot.calls.totals().byStatus['429'] ?? 0).toBeLessThanOrEqual(before + 1)
  },
)

test('a token that was taken back stops nothing but the timeline, which follows when there is a new one', async () => {
  const contact = await world.contact({ mobilephone: '+12025550506' })
  world.hubspot.revoke('pat-na1-test')
  await world.accepted(contact, 'Hello')
  await until(async () => expect((await world.shown(contact))[0]?.status).toBe('delivered'))
  await until(async () => {
    const [entry] = await world.database.query<{ later: boolean }>(
      "select due_at > now() + interval '30 seconds' as later from timeline_entry where state = 'waiting'",
    )
    expect(entry?.later).toBe(true)
  })
  expect(texts(contact)).toEqual([])
  world.hubspot.grant({
    portalId: 4242,
    accessToken: 'pat-na1-test',
    scopes: ['crm.objects.contacts.read', 'crm.objects.contacts.write', 'sales-email-read', 'oauth'],
  })
  // The relay comes back to it after a minute; here the minute is over.
  await world.database.query("update timeline_entry set due_at = now() where state = 'waiting'")
  const next = await world.contact({ mobilephone: '+12025550507' })
  await world.accepted(next, 'Next')
  await until(() => expect([...texts(contact), ...texts(next)]).toEqual(['Hello', 'Next']))
})

describe('where a doubt lasts long', () => {
  let patient: World
  /** What happens while a request is under way. */
  let meanwhile: ((url: string) => Promise<void>) | undefined
  beforeAll(async () => {
    patient = await createWorld({
      pace: { timelineDoubt: 60_000, timelineGather: 1_500 },
      parts: {
        async fetch(input, init) {
          const answer = await fetch(input, init)
          await meanwhile?.(input instanceof Request ? input.url : input.toString())
          return answer
        },
      },
    })
  })
  afterAll(() => patient.close())
  const calls = (what: string) =>
    patient.hubspot.calls.recent().filter(({ path }) => path.endsWith(`communications/batch/${what}`))

  test('changes that HubSpot had no time for are written as soon as it has', async () => {
    const contact = await patient.contact({ mobilephone: '+12025550508' })
    await patient.accepted(contact, 'Hello')
    await until(() => expect(patient.timeline(contact).join()).toContain('SMS · Delivered'))
    patient.hubspot.faults.next({ ...tooMany('SECONDLY'), match: updating })
    patient.phones.look('+12025550508')
    await until(() => expect(patient.timeline(contact).join()).toContain('SMS · Read'), 20_000)
    expect(calls('update').some(({ status }) => status === 429)).toBe(true)
  })

  test('entries whose claim runs out while HubSpot is asked are asked for by nobody until they are claimed anew', async () => {
    const contact = await patient.contact({ mobilephone: '+12025550509' })
    const before = calls('create').length
    // The batch is refused as a whole, and the answer takes so long that its halves would begin too late.
    patient.hubspot.faults.next({ kind: 'status', status: 400, body: { message: 'No.' }, match: creating })
    meanwhile = async (url) => {
      if (!creating.path.test(url)) return
      meanwhile = undefined
      await moveClock(patient.database, '30 seconds')
    }
    await Promise.all(['One', 'Two'].map((body) => patient.accepted(contact, body)))
    await until(() => expect(patient.timeline(contact)).toHaveLength(2), 20_000)
    // Refused once, created once, both together each time: no half of it left in between.
    expect(
      calls('create')
        .slice(before)
        .map(({ status }) => status),
    ).toEqual([400, 201])
  })
})
