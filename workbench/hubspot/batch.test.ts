import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { portalId, startHubSpotUnderTest, type HubSpotUnderTest } from './hubspot-under-test.ts'

let test: HubSpotUnderTest
beforeEach(async () => {
  test = await startHubSpotUnderTest()
})
afterEach(() => test.hubspot.close())

const communications = '/crm/objects/2026-03/communications'
const row = (body: string, objectWriteTraceId?: string) => ({
  properties: { hs_timestamp: 1, hs_communication_channel_type: 'SMS', hs_communication_body: body },
  ...(objectWriteTraceId === undefined ? {} : { objectWriteTraceId }),
})
const bad = (objectWriteTraceId?: string) => ({
  ...row('bad', objectWriteTraceId),
  properties: { hs_timestamp: 1, hs_communication_channel_type: 'IMESSAGE' },
})
const create = (inputs: unknown[]) => test.call('POST', `${communications}/batch/create`, { inputs })
const stored = async () => (await test.call('GET', `${communications}?limit=100`)).body.results.length

describe('a batch create', () => {
  it('makes at most 100 records', async () => {
    const rows = Array.from({ length: 101 }, (_, index) => row(String(index)))
    expect((await create(rows)).status).toBe(400)
    expect(await stored()).toBe(0)
    const answer = await create(rows.slice(0, 100))
    expect(answer.status).toBe(201)
    expect(answer.body).toMatchObject({ status: 'COMPLETE' })
    expect(await stored()).toBe(100)
    expect((await create([])).status).toBe(400)
  })

  it('does not promise the order of the inputs; trace ids come back to tell rows apart', async () => {
    const { body } = await create([row('a', 't1'), row('b', 't2')])
    expect(body.results.map((result) => result.objectWriteTraceId)).toEqual(['t2', 't1'])
  })

  it.each([
    ['no trace ids', [row('a'), bad(), row('b')]],
    ['a trace id missing', [row('a', 't1'), bad('t2'), row('b')]],
    ['a trace id twice', [row('a', 't1'), bad('t1'), row('b', 't2')]],
  ])('with %s fails wholly for one bad row', async (_, rows) => {
    const { status, body } = await create(rows)
    expect(status).toBe(400)
    expect(body.category).toBe('VALIDATION_ERROR')
    expect(await stored()).toBe(0)
  })

  it('with a trace id for each row answers 207 and names the bad one', async () => {
    const { status, body } = await create([row('a', 't1'), bad('t2'), row('b', 't3')])
    expect(status).toBe(207)
    expect(body.numErrors).toBe(1)
    expect(body.errors[0]).toMatchObject({
      status: 'error',
      category: 'VALIDATION_ERROR',
      context: { objectWriteTraceId: ['t2'] },
    })
    expect(body.results).toHaveLength(2)
    expect(await stored()).toBe(2)
  })

  it('gives trace ids no meaning beyond one request: the same one writes again', async () => {
    await create([row('a', 't1')])
    await create([row('a', 't1')])
    expect(await stored()).toBe(2)
  })

  it('of contacts refuses an email that exists or stands twice in it', async () => {
    const contacts = '/crm/objects/2026-03/contacts/batch/create'
    const email = (address: string) => ({ properties: { email: address } })
    expect((await test.call('POST', contacts, { inputs: [email('a@b.co'), email('A@b.co')] })).status).toBe(409)
    const id = test.hubspot.seedContact(portalId, { email: 'a@b.co' })
    const { status, body } = await test.call('POST', contacts, { inputs: [email('c@b.co'), email('a@b.co')] })
    expect(status).toBe(409)
    expect(body.message).toContain(`Existing ID: ${id}`)
  })
})

describe('a batch update', () => {
  it('changes what exists and names what does not', async () => {
    const id = test.hubspot.seedContact(portalId, { firstname: 'Ada' })
    const inputs = [
      { id, properties: { firstname: 'Augusta' } },
      { id: '999', properties: { firstname: 'x' } },
    ]
    const { status, body } = await test.call('POST', '/crm/objects/2026-03/contacts/batch/update', { inputs })
    expect(status).toBe(207)
    expect(body.results[0]?.properties.firstname).toBe('Augusta')
    expect(body.errors[0]).toMatchObject({ category: 'OBJECT_NOT_FOUND', context: { ids: ['999'] } })
  })

  it('refuses the same record twice', async () => {
    const id = test.hubspot.seedContact(portalId, { firstname: 'Ada' })
    const input = { id, properties: { firstname: 'x' } }
    const answer = await test.call('POST', '/crm/objects/2026-03/contacts/batch/update', { inputs: [input, input] })
    expect(answer.status).toBe(400)
  })
})

it('reads in batches by a unique property that stands in the body', async () => {
  const id = test.hubspot.seedContact(portalId, { email: 'ada@example.com', firstname: 'Ada' })
  const { status, body } = await test.call('POST', '/crm/objects/2026-03/contacts/batch/read', {
    idProperty: 'email',
    properties: ['firstname'],
    inputs: [{ id: 'ada@example.com' }, { id: 'nobody@example.com' }],
  })
  expect(status).toBe(207)
  expect(body.results).toMatchObject([{ id, properties: { firstname: 'Ada' } }])
  expect(body.errors[0]?.context.ids).toEqual(['nobody@example.com'])
})

it('archives in batches and takes unknown ids in silence', async () => {
  const id = test.hubspot.seedContact(portalId, { firstname: 'Ada' })
  const path = '/crm/objects/2026-03/contacts'
  expect((await test.call('POST', `${path}/batch/archive`, { inputs: [{ id }, { id: '999' }] })).status).toBe(204)
  expect((await test.call('GET', `${path}/${id}`)).status).toBe(404)
})
