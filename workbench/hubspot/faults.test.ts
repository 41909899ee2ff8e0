import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { until } from '../../test/until.ts'
import { portalId, scopes, startHubSpotUnderTest, type HubSpotUnderTest } from './hubspot-under-test.ts'

let test: HubSpotUnderTest
beforeEach(async () => {
  test = await startHubSpotUnderTest()
})
afterEach(() => test.hubspot.close())

const contacts = '/crm/objects/2026-03/contacts'
const create = () => test.call('POST', contacts, { properties: { firstname: 'Ada' } })
const stored = async () => (await test.call('GET', contacts)).body.results.length

describe('faults', () => {
  it('answer with a status as often as told, only where they match', async () => {
    test.hubspot.faults.next({ match: { method: 'POST', path: /\/contacts$/ }, times: 2, kind: 'status', status: 502 })
    expect((await test.call('GET', contacts)).status).toBe(200)
    expect([(await create()).status, (await create()).status, (await create()).status]).toEqual([502, 502, 201])
    expect(test.hubspot.faults.pending()).toBe(0)
  })

  it('cut the connection before the work', async () => {
    test.hubspot.faults.next({ kind: 'reset' })
    await expect(create()).rejects.toThrow()
    expect(await stored()).toBe(0)
  })

  it('cut the connection after the work, so that the caller cannot know', async () => {
    test.hubspot.faults.next({ kind: 'reset-after' })
    await expect(create()).rejects.toThrow()
    expect(await stored()).toBe(1)
  })

  it('never answer', async () => {
    test.hubspot.faults.next({ kind: 'hang' })
    await expect(fetch(test.hubspot.url + contacts, { signal: AbortSignal.timeout(50) })).rejects.toThrow()
    await until(() => expect(test.hubspot.hanging()).toBe(0))
  })

  it.each([
    ['whose caller hears nothing and gives up', 'silence'],
    ['whose caller is cut off', 'reset'],
  ] as const)('do late, and once, what was asked for by a request %s', async (_what, answer) => {
    test.hubspot.faults.next({ kind: 'land-late', milliseconds: 300, answer })
    const begin = performance.now()
    const asked = fetch(test.hubspot.url + contacts, {
      method: 'POST',
      headers: { authorization: 'Bearer pat-one', 'content-type': 'application/json' },
      body: JSON.stringify({ properties: { firstname: 'Ada' } }),
      signal: AbortSignal.timeout(100),
    })
    await expect(asked).rejects.toThrow()
    expect(await stored()).toBe(0)
    await until(async () => expect(await stored()).toBe(1))
    expect(performance.now() - begin).toBeGreaterThan(290)
    expect(test.hubspot.calls.recent()).toContainEqual(expect.objectContaining({ status: 201, fault: 'land-late' }))
  })

  it('cut off whoever waits for what lands late', async () => {
    test.hubspot.faults.next({ kind: 'land-late', milliseconds: 30 })
    await expect(create()).rejects.toThrow()
    expect(await stored()).toBe(1)
  })

  it('do late only what would have been done: what is refused is refused at once or never', async () => {
    test.hubspot.faults.next({ kind: 'land-late', milliseconds: 30, times: 2 })
    expect((await test.call('POST', contacts, { properties: {} }, 'nobody')).status).toBe(401)
    await expect(test.call('POST', contacts, { properties: { unheard_of: '1' } })).rejects.toThrow()
    expect(await stored()).toBe(0)
  })

  it('may meet one account alone', async () => {
    test.hubspot.grant({ portalId: 4712, accessToken: 'pat-two', scopes })
    test.hubspot.faults.next({ kind: 'status', status: 502, times: Infinity, match: { portalId: 4712 } })
    expect((await test.call('GET', contacts)).status).toBe(200)
    expect((await test.call('GET', contacts, undefined, 'pat-two')).status).toBe(502)
    expect((await test.call('GET', contacts, undefined, 'nobody')).status).toBe(401)
  })

  it('answer late', async () => {
    test.hubspot.faults.next({ kind: 'slow', milliseconds: 30 })
    const begin = performance.now()
    expect((await create()).status).toBe(201)
    expect(performance.now() - begin).toBeGreaterThan(25)
  })

  it('can be taken away again', async () => {
    const remove = test.hubspot.faults.next({ kind: 'status', status: 500, times: Infinity })
    expect((await create()).status).toBe(500)
    remove()
    expect((await create()).status).toBe(201)
  })
})

describe('the log of calls', () => {
  it('counts every call, also refused and broken ones', async () => {
    await create()
    test.hubspot.faults.next({ kind: 'reset' })
    await expect(create()).rejects.toThrow()
    await test.call('GET', `${contacts}/999`)
    expect(test.hubspot.calls.totals()).toEqual({
      calls: 3,
      byRoute: { 'POST /crm/objects/:version/contacts': 2, 'GET /crm/objects/:version/contacts/:id': 1 },
      byStatus: { '0': 1, '201': 1, '404': 1 },
    })
    expect(test.hubspot.calls.recent().at(-1)).toMatchObject({ method: 'GET', status: 404, portalId })
    test.hubspot.calls.reset()
    expect(test.hubspot.calls.totals().calls).toBe(0)
  })
})

describe('the store', () => {
  it('tells listeners what changed', async () => {
    const changes: string[] = []
    const end = test.hubspot.onChange((change) => changes.push(`${change.kind} ${change.objectType}`))
    const { body } = await create()
    await test.call('DELETE', `${contacts}/${body.id}`)
    end()
    await create()
    expect(changes).toEqual(['created 0-1', 'archived 0-1'])
  })

  it('survives a restart through a snapshot that is plain JSON', async () => {
    const { hubspot, call } = test
    const id = hubspot.seedContact(portalId, { email: 'ada@example.com' })
    const old = hubspot.seedContact(portalId, { email: 'old@example.com' })
    await call('POST', '/crm/objects/2026-03/communications', {
      properties: { hs_timestamp: 1, hs_communication_channel_type: 'SMS', hs_communication_body: 'Hello' },
      associations: [{ to: { id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 81 }] }],
    })
    hubspot.mergeContacts(portalId, id, old)
    const group = { name: 'homing', label: 'Homing' }
    await call('POST', '/crm/properties/2026-03/contacts/groups', group)
    const property = { groupName: 'homing', name: 'homing_note', label: 'Note', type: 'string', fieldType: 'text' }
    await call('POST', '/crm/properties/2026-03/contacts', property)

    const next = await startHubSpotUnderTest()
    next.hubspot.restore(structuredClone(hubspot.snapshot()))
    expect(next.hubspot.timeline(portalId, old)).toEqual(hubspot.timeline(portalId, id))
    expect((await next.call('GET', `${contacts}/${old}`)).body.id).toBe(id)
    const created = await next.call('POST', contacts, { properties: { homing_note: 'kept' } })
    expect(created.status).toBe(201)
    expect(Number(created.body.id)).toBeGreaterThan(Number(old))
    expect((await next.call('POST', contacts, { properties: { email: 'ada@example.com' } })).status).toBe(409)
    await next.hubspot.close()
  })
})

describe('property definitions', () => {
  const properties = '/crm/properties/2026-03/contacts'
  const note = { groupName: 'contactinformation', name: 'note', label: 'Note', type: 'string', fieldType: 'text' }

  it('can be added once, in a group that exists', async () => {
    expect((await test.call('POST', properties, { ...note, groupName: 'nowhere' })).status).toBe(400)
    expect((await test.call('POST', properties, { ...note, fieldType: 'select' })).status).toBe(400)
    expect((await test.call('POST', properties, note)).status).toBe(201)
    const again = await test.call('POST', properties, note)
    expect(again.status).toBe(409)
    expect(again.body).toMatchObject({
      category: 'OBJECT_ALREADY_EXISTS',
      errors: [{ code: 'Properties.PROPERTY_WITH_NAME_EXISTS' }],
    })
  })

  it('say what cannot be written', async () => {
    const { body } = await test.call('GET', `${properties}/hs_calculated_phone_number`)
    expect(body).toMatchObject({ calculated: true, modificationMetadata: { readOnlyValue: true } })
    expect((await test.call('GET', `${properties}/unheard_of`)).status).toBe(404)
  })

  it('cannot be added to communications: no scope exists for it', async () => {
    const added = await test.call('POST', '/crm/properties/2026-03/communications', note)
    expect(added.status).toBe(403)
  })
})

it('tells the account and its owners', async () => {
  expect((await test.call('GET', '/account-info/2026-03/details')).body).toMatchObject({ portalId, timeZone: 'UTC' })
  expect((await test.call('GET', '/crm/owners/2026-03')).body.results[0]).toMatchObject({ id: '900001', userId: 12345 })
})
