import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { portalId, startHubSpotUnderTest, type HubSpotUnderTest } from './hubspot-under-test.ts'

let test: HubSpotUnderTest
beforeEach(async () => {
  test = await startHubSpotUnderTest()
})
afterEach(() => test.hubspot.close())

const contacts = '/crm/objects/2026-03/contacts'
const communications = '/crm/objects/2026-03/communications'
const sms = { hs_timestamp: '2026-11-21T09:00:00Z', hs_communication_channel_type: 'SMS' }
const toContact = (id: string | number, associationTypeId = 81) => [
  { to: { id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }] },
]

describe('a record', () => {
  it('is created, read, changed and archived, on both date versions and by type id', async () => {
    const { call } = test
    const created = await call('POST', contacts, { properties: { email: 'Ada@Example.com', firstname: 'Ada' } })
    expect(created.status).toBe(201)
    expect(created.body).toMatchObject({ archived: false, properties: { email: 'ada@example.com', firstname: 'Ada' } })
    const { id } = created.body

    const read = await call('GET', `/crm/objects/2026-09/0-1/${id}?properties=firstname,phone`)
    expect(read.body.properties).toMatchObject({ firstname: 'Ada', phone: null, hs_object_id: id })
    expect(read.body.properties).not.toHaveProperty('email')

    test.clock.advance(1000)
    const changed = await call('PATCH', `${contacts}/${id}`, { properties: { firstname: '' } })
    expect(changed.status).toBe(200)
    expect(changed.body.properties).toMatchObject({ firstname: null, lastmodifieddate: '2026-11-21T10:00:01.000Z' })

    expect((await call('DELETE', `${contacts}/${id}`)).status).toBe(204)
    expect((await call('GET', `${contacts}/${id}`)).status).toBe(404)
    expect((await call('GET', `${contacts}/${id}?archived=true`)).body).toMatchObject({ archived: true })
  })

  it('is found by a unique property and by no other', async () => {
    const id = test.hubspot.seedContact(portalId, { email: 'ada@example.com', firstname: 'Ada' })
    const found = await test.call('GET', `${contacts}/ADA%40example.com?idProperty=email`)
    expect(found.body.id).toBe(id)
    const refused = await test.call('GET', `${contacts}/Ada?idProperty=firstname`)
    expect(refused.status).toBe(400)
    expect(refused.body.message).toContain('non-unique')
  })

  it('is listed in pages of at most 100', async () => {
    const ids = [1, 2, 3].map((n) => test.hubspot.seedContact(portalId, { firstname: `n${n}` }))
    const first = await test.call('GET', `${contacts}?limit=2`)
    expect(first.body.results.map((row) => row.id)).toEqual(ids.slice(0, 2))
    const rest = await test.call('GET', `${contacts}?limit=2&after=${first.body.paging.next.after}`)
    expect(rest.body.results.map((row) => row.id)).toEqual(ids.slice(2))
    expect(rest.body.paging).toBeUndefined()
    expect((await test.call('GET', `${contacts}?limit=101`)).status).toBe(400)
  })
})

describe('a write is refused', () => {
  it('with every wrong property in one answer', async () => {
    const { status, body } = await test.call('POST', contacts, {
      properties: { nickname: 'x', hs_calculated_phone_number: '+1', email: 'nobody', lifecyclestage: 'friend' },
    })
    expect(status).toBe(400)
    expect(body).toMatchObject({ status: 'error', category: 'VALIDATION_ERROR', correlationId: 'correlation-1' })
    expect(body.errors.map((error) => error.code)).toEqual([
      'PROPERTY_DOESNT_EXIST',
      'READ_ONLY_VALUE',
      'INVALID_EMAIL',
      'INVALID_OPTION',
    ])
    expect(body.errors[0]?.context).toEqual({ propertyName: ['nickname'] })
  })

  it.each([
    ['IMESSAGE', 400],
    ['EMAIL', 400],
    ['sms', 400],
    ['WHATS_APP', 201],
    ['LINKEDIN_MESSAGE', 201],
  ])('or not, with the channel type %s: %i', async (channel, status) => {
    const properties = { ...sms, hs_communication_channel_type: channel }
    expect((await test.call('POST', communications, { properties })).status).toBe(status)
  })

  it.each([
    ['without a time', { hs_communication_channel_type: 'SMS' }],
    ['without a channel', { hs_timestamp: 1 }],
    ['with a time that is none', { ...sms, hs_timestamp: 'yesterday' }],
    ['when it was not logged from the CRM', { ...sms, hs_communication_logged_from: 'APP' }],
    ['when the body is too long', { ...sms, hs_communication_body: 'x'.repeat(65_537) }],
    ['with null for a value', { ...sms, hs_communication_body: null }],
    ["with an owner's user id", { ...sms, hubspot_owner_id: 12345 }],
  ])('%s', async (_, properties) => {
    expect((await test.call('POST', communications, { properties })).status).toBe(400)
  })

  it('but takes the longest body, a number of milliseconds and the owner id', async () => {
    const properties = { ...sms, hs_timestamp: 1763719200000, hs_communication_body: 'x'.repeat(65_536) }
    const answer = await test.call('POST', communications, { properties: { ...properties, hubspot_owner_id: 900001 } })
    expect(answer.status).toBe(201)
    expect(answer.body.properties.hs_timestamp).toBe('2025-11-21T10:00:00.000Z')
  })

  it('with 409 and the id that exists when the email is taken', async () => {
    const id = test.hubspot.seedContact(portalId, { email: 'ada@example.com' })
    const { status, body } = await test.call('POST', contacts, { properties: { email: 'ADA@example.com' } })
    expect(status).toBe(409)
    expect(body).toMatchObject({ category: 'CONFLICT', message: `Contact already exists. Existing ID: ${id}` })
  })

  it("by the admin's own rules on the 2026-09 paths only", async () => {
    const strict = await startHubSpotUnderTest({ requiredOnCreate: { '0-1': ['lastname'] } })
    const body = { properties: { firstname: 'Ada' } }
    const refused = await strict.call('POST', '/crm/objects/2026-09/contacts', body)
    expect(refused.status).toBe(400)
    expect(refused.body.errors[0]?.code).toBe('MISSING_REQUIRED_PROPERTY')
    expect((await strict.call('POST', contacts, body)).status).toBe(201)
    await strict.hubspot.close()
  })

  it('for hs_engagement_source_id where an account does not take it', async () => {
    const properties = { ...sms, hs_engagement_source_id: 'message-1' }
    expect((await test.call('POST', communications, { properties })).status).toBe(201)
    test.hubspot.behaviour.engagementSourceId = 'rejected'
    expect((await test.call('POST', communications, { properties })).status).toBe(400)
  })

  it('for a type of object that does not exist, with 400 and not 404', async () => {
    const { status, body } = await test.call('POST', '/crm/objects/2026-03/messages', { properties: {} })
    expect(status).toBe(400)
    expect(body.message).toBe('Unable to infer object type from: messages')
  })
})

describe('an email', () => {
  const emails = '/crm/objects/2026-03/emails'
  const headers = JSON.stringify({
    from: { email: 'rep@example.com', firstName: 'Rep' },
    to: [{ email: 'Ada <ada@example.com>' }, { email: 'b@example.com' }],
  })

  it('takes sender and recipients from its headers and no other way', async () => {
    const properties = { hs_timestamp: 1, hs_email_direction: 'INCOMING_EMAIL', hs_email_status: 'SENT' }
    const { body, status } = await test.call('POST', emails, {
      properties: { ...properties, hs_email_headers: headers },
    })
    expect(status).toBe(201)
    expect(body.properties).toMatchObject({
      hs_email_from_email: 'rep@example.com',
      hs_email_to_email: 'ada@example.com;b@example.com',
    })
    const direct = { ...properties, hs_email_from_email: 'rep@example.com' }
    expect((await test.call('POST', emails, { properties: direct })).status).toBe(400)
  })

  it.each([
    ['no direction', { hs_timestamp: 1 }],
    ['an unknown direction', { hs_timestamp: 1, hs_email_direction: 'OUTGOING' }],
    ['an unknown status', { hs_timestamp: 1, hs_email_direction: 'EMAIL', hs_email_status: 'DELIVERED' }],
    ['headers that are not JSON', { hs_timestamp: 1, hs_email_direction: 'EMAIL', hs_email_headers: 'From: a' }],
    ['headers of another shape', { hs_timestamp: 1, hs_email_direction: 'EMAIL', hs_email_headers: '{"to":"a@b.co"}' }],
  ])('is refused with %s', async (_, properties) => {
    expect((await test.call('POST', emails, { properties })).status).toBe(400)
  })
})

describe('merged contacts', () => {
  it('answer to the old id with the surviving record, and carry its timeline', async () => {
    const { hubspot, call } = test
    const kept = hubspot.seedContact(portalId, { email: 'ada@example.com' })
    const gone = hubspot.seedContact(portalId, { email: 'old@example.com', phone: '+15551234567' })
    const { body } = await call('POST', communications, { properties: sms, associations: toContact(gone) })
    hubspot.mergeContacts(portalId, kept, gone)

    const read = await call('GET', `${contacts}/${gone}?properties=phone,hs_merged_object_ids`)
    expect(read.body).toMatchObject({ id: kept, properties: { phone: '+15551234567', hs_merged_object_ids: gone } })
    expect(hubspot.timeline(portalId, kept).map((entry) => entry.id)).toEqual([body.id])

    const patched = await call('PATCH', `${contacts}/${gone}`, { properties: { firstname: 'Ada' } })
    expect(patched.body.id).toBe(kept)
    const batch = await call('POST', `${contacts}/batch/update`, {
      inputs: [{ id: gone, properties: { firstname: 'x' } }],
    })
    expect(batch.status).toBe(207)
    expect(batch.body).toMatchObject({ results: [], numErrors: 1, errors: [{ context: { ids: [gone] } }] })
    const again = await call('POST', contacts, { properties: { email: 'old@example.com' } })
    expect(again.body.message).toBe(`Contact already exists. Existing ID: ${kept}`)
  })
})

describe('phone numbers', () => {
  it('are calculated: national for the searchable ones, E.164 for the others, none of them writable', async () => {
    const id = test.hubspot.seedContact(portalId, { phone: '+44 20 7946 0018', mobilephone: '(212) 555-0187' })
    const names = ['phone', 'mobile'].flatMap((kind) => [
      `hs_searchable_calculated_${kind}_number`,
      `hs_searchable_calculated_international_${kind}_number`,
      `hs_calculated_${kind}_number`,
      `hs_calculated_${kind}_number_country_code`,
    ])
    const { body } = await test.call('GET', `${contacts}/${id}?properties=${names.join(',')}`)
    expect(body.properties).toMatchObject({
      hs_searchable_calculated_phone_number: '2079460018',
      hs_searchable_calculated_international_phone_number: '442079460018',
      hs_calculated_phone_number: '+442079460018',
      hs_calculated_phone_number_country_code: 'GB',
      hs_searchable_calculated_mobile_number: '2125550187',
      hs_calculated_mobile_number: '+12125550187',
    })
    const changed = await test.call('PATCH', `${contacts}/${id}`, { properties: { phone: '' } })
    expect(changed.body.properties.hs_calculated_phone_number).toBeNull()
  })
})
