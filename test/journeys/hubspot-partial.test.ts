import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { standInHubSpotsPlace, type AskedOfHubSpot, type InHubSpotsPlace } from '../in-hubspots-place.ts'
import { until } from '../until.ts'
import { createWorld, type TestContact, type World } from '../world.ts'

let world: World
let place: InHubSpotsPlace
beforeAll(async () => {
  place = await standInHubSpotsPlace()
  world = await createWorld({
    config: { hubspotUrl: place.url },
    pace: { timelineDoubt: 700, retryMost: 200 },
    phones: { deliverAfter: null },
  })
  place.behind = world.hubspot.url
})
afterAll(async () => {
  await world.close()
  await place.close()
})
afterEach(async () => {
  place.answer = undefined
  await world.database.query("update portal set refused_properties = '{}'")
})

const key = 'hs_engagement_source_id'
const creating = /communications\/batch\/create$/
const updating = /communications\/batch\/update$/

let numbers = 0
const person = () => world.contact({ mobilephone: `+1202557${String((numbers += 1)).padStart(4, '0')}` })
const entries = (contact: TestContact) =>
  world
    .timeline(contact)
    .map((text) => /<p>([^<]*)<\/p>$/.exec(text)?.[1])
    .toSorted()
const askedAt = (where: RegExp): AskedOfHubSpot[] => place.asked.filter(({ path }) => where.test(path))
const parked = () =>
  world.database.query<{ message_id: string; reason: string }>(
    "select message_id, reason from timeline_entry where state = 'parked'",
  )

interface Input {
  objectWriteTraceId?: string
  id?: string
  properties: Record<string, string>
}
const inputsOf = ({ body }: AskedOfHubSpot) => (JSON.parse(body) as { inputs: Input[] }).inputs
const has = (input: Input, text: string) => JSON.stringify(input).includes(text)

/** HubSpot's partial answer, in which nothing is done. */
const partial = (errors: object[]) => ({
  status: 207,
  body: { status: 'COMPLETE', results: [], numErrors: errors.length, errors },
})
const refusal = (message: string, context?: object) => ({
  ...{ status: 'error', category: 'VALIDATION_ERROR', message },
  ...(context ? { context } : {}),
})

describe('our key property', () => {
  const unknown = `Property values were not valid: [{"isValid":false,"message":"Property \\"${key}\\" does not exist","error":"PROPERTY_DOESNT_EXIST","name":"${key}"}]`
  const readOnly = `Property values were not valid: [{"isValid":false,"message":"\\"${key}\\" is a read only property","error":"READ_ONLY_VALUE","name":"${key}"}]`
  const perRow = (message: string) => (asked: AskedOfHubSpot) =>
    partial(inputsOf(asked).map((input) => refusal(message, { objectWriteTraceId: [input.objectWriteTraceId] })))

  test.each([
    ['row by row, as one that does not exist', perRow(unknown)],
    ['row by row, as one that is read only', perRow(readOnly)],
    ['for all, by an error that names nobody', () => partial([refusal(unknown)])],
    ['for all, as one that does not exist', () => ({ status: 400, body: refusal(unknown) })],
    ['for all, as one that is read only', () => ({ status: 400, body: refusal(readOnly) })],
  ])('may be refused %s: everything is written without it, also after a restart', async (_how, refuse) => {
    const contact = await person()
    place.answer = (asked) => (creating.test(asked.path) && asked.body.includes(key) ? refuse(asked) : undefined)
    const withKey = () => askedAt(creating).filter(({ body }) => body.includes(key)).length
    const before = withKey()
    await Promise.all(['One', 'Two', 'Three'].map((body) => world.accepted(contact, body)))
    await until(() => expect(entries(contact)).toEqual(['One', 'Three', 'Two']))
    const asked = withKey()
    expect(asked - before).toBeLessThanOrEqual(2)
    await world.restart()
    await world.accepted(contact, 'Zero')
    await until(() => expect(entries(contact)).toEqual(['One', 'Three', 'Two', 'Zero']))
    expect(withKey()).toBe(asked)
    expect(await parked()).toEqual([])
  })

  test('may be refused in one row of a batch only', async () => {
    const contact = await person()
    place.answer = (asked) => {
      if (!creating.test(asked.path) || !asked.body.includes(key)) return undefined
      const bad = inputsOf(asked).find((input) => has(input, 'Two'))
      return bad && inputsOf(asked).length > 1
        ? partial([refusal(readOnly, { objectWriteTraceId: [bad.objectWriteTraceId] }), refusal('The rest was left.')])
        : undefined
    }
    await Promise.all(['One', 'Two', 'Three'].map((body) => world.accepted(contact, body)))
    await until(() => expect(entries(contact)).toEqual(['One', 'Three', 'Two']))
  })

  test('may be unknown to the search: an entry in doubt is found by what it says, and the search is not asked again', async () => {
    const contact = await person()
    const refused = { status: 400, body: refusal(`There was a problem with the request: no property "${key}"`) }
    const looked = () => world.logged.filter((line) => line.includes('were looked for')).length
    const searches = () => askedAt(/communications\/search$/).filter(({ body }) => body.includes(`"${key}","operator"`))
    for (const body of ['One', 'Two']) {
      const before = looked()
      let lost = false
      place.answer = (asked) => {
        if (asked.path.endsWith('communications/search') && asked.body.includes(key)) return refused
        if (lost || !creating.test(asked.path)) return undefined
        lost = true
        // Done, and never told.
        void fetch(place.behind + asked.path, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: 'Bearer pat-na1-test' },
          body: asked.body,
        })
        return { status: 502, body: '<html>' }
      }
      await world.accepted(contact, body)
      await until(() => expect(looked()).toBeGreaterThan(before), 10_000)
      await until(async () =>
        expect(await world.database.query("select 1 from timeline_entry where state <> 'created'")).toEqual([]),
      )
    }
    expect(entries(contact)).toEqual(['One', 'Two'])
    expect(searches()).toHaveLength(1)
  })
})

test.each([
  ['names nobody', undefined],
  ['names somebody else', { objectWriteTraceId: ['7d0c7a2e-0000-4000-8000-000000000000'] }],
])('an error that %s is narrowed down to its row', async (_what, context) => {
  const contact = await person()
  place.answer = (asked) =>
    creating.test(asked.path) && asked.body.includes('Bad')
      ? partial([refusal('Something is wrong.', context)])
      : undefined
  const before = askedAt(creating).length
  const ids = await Promise.all(['One', 'Bad', 'Three', 'Four'].map((body) => world.accepted(contact, body)))
  await until(() => expect(entries(contact)).toEqual(['Four', 'One', 'Three']))
  await until(async () => expect(await parked()).toEqual([{ message_id: ids[1], reason: 'Something is wrong.' }]))
  expect(askedAt(creating).length - before).toBeLessThan(10)
  await world.database.query("delete from timeline_entry where state = 'parked'")
})

test('what a partial answer says nothing of is looked for, and made if it is not there', async () => {
  const contact = await person()
  let met = false
  place.answer = (asked) => {
    if (met || !creating.test(asked.path)) return undefined
    met = true
    return { status: 201, body: { status: 'COMPLETE', results: [] } }
  }
  await Promise.all(['One', 'Two'].map((body) => world.accepted(contact, body)))
  await until(() => expect(entries(contact)).toEqual(['One', 'Two']), 10_000)
})

describe('a change', () => {
  const sent = async (body: string) => {
    const contact = await person()
    await world.accepted(contact, body)
    await until(() => expect(world.timeline(contact).join()).toContain('SMS · Sent'))
    return contact
  }
  const look = ({ properties }: TestContact) => {
    for (const { id } of world.phones.phone(properties.mobilephone ?? '').messages()) world.phones.deliver(id)
    world.phones.look(properties.mobilephone ?? '')
  }
  const once = (given: (asked: AskedOfHubSpot) => object) => {
    let met = false
    place.answer = (asked) => {
      if (met || !updating.test(asked.path)) return undefined
      met = true
      return given(asked) as { status: number }
    }
  }

  test.each([
    ['that is not among the results', () => ({ status: 200, body: { status: 'COMPLETE', results: [] } })],
    [
      'that an error refuses for now',
      (asked: AskedOfHubSpot) =>
        partial([{ ...refusal('Slow down.', { ids: inputsOf(asked).map(({ id }) => id) }), category: 'RATE_LIMITS' }]),
    ],
    [
      'that broke something',
      (asked: AskedOfHubSpot) =>
        partial([
          { ...refusal('internal error', { ids: inputsOf(asked).map(({ id }) => id) }), category: 'INTERNAL_ERROR' },
        ]),
    ],
    ['that is told of as another', () => ({ status: 200, body: { results: [{ id: '999' }] } })],
  ])('%s is written again', async (_what, given) => {
    const contact = await sent('Hello')
    once(given)
    look(contact)
    await until(() => expect(world.timeline(contact).join()).toContain('SMS · Read'), 10_000)
    expect(await parked()).toEqual([])
  })

  test.each([
    ['among others, in a partial answer', undefined],
    [
      'in so many words',
      { status: 404, body: { status: 'error', category: 'OBJECT_NOT_FOUND', message: 'resource not found' } },
    ],
  ])('of an entry that a user deleted is done: told %s', async (_how, given) => {
    const contact = await sent('Gone')
    const other = await sent('Stays')
    const [{ engagement_id: id } = { engagement_id: '' }] = await world.database.query<{ engagement_id: string }>(
      `select t.engagement_id from timeline_entry t join message m on m.id = t.message_id where m.contact_id = $1`,
      [contact.id],
    )
    const archived = await fetch(`${place.behind}/crm/objects/2026-09/communications/batch/archive`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer pat-na1-test' },
      body: JSON.stringify({ inputs: [{ id }] }),
    })
    expect(archived.status).toBe(204)
    place.answer = (asked) => (given && updating.test(asked.path) && asked.body.includes(`"${id}"`) ? given : undefined)
    look(contact)
    look(other)
    await until(() => expect(world.timeline(other).join()).toContain('SMS · Read'))
    await until(async () => {
      const open = await world.database.query(
        "select state, reason from timeline_entry where state <> 'created' or written < wanted",
      )
      expect(open).toEqual([])
    })
  })
})
