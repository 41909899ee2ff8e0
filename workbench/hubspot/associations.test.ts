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

describe('associations', () => {
  it('are made with the create, and the record tells them from both ends', async () => {
    const contact = test.hubspot.seedContact(portalId, { firstname: 'Ada' })
    const created = await test.call('POST', communications, { properties: sms, associations: toContact(contact) })
    expect(created.status).toBe(201)
    const read = await test.call('GET', `${communications}/${created.body.id}?associations=contacts,companies`)
    expect(read.body.associations).toEqual({
      contacts: { results: [{ id: contact, type: 'communication_to_contact' }] },
    })
    const back = await test.call('GET', `${contacts}/${contact}?associations=communications`)
    expect(back.body.associations.communications?.results[0]?.id).toBe(created.body.id)
  })

  it.each([82, 84, 198, 1, 279])('with a contact are never %i', async (typeId) => {
    const contact = test.hubspot.seedContact(portalId, { firstname: 'Ada' })
    const answer = await test.call('POST', communications, {
      properties: sms,
      associations: toContact(contact, typeId),
    })
    expect(answer.status).toBe(400)
  })

  it('reach companies, deals and tickets by their own ids: 87, 85, 83 and for emails 186, 210, 224', async () => {
    const make = async (type: string, properties: object) =>
      (await test.call('POST', `/crm/objects/2026-03/${type}`, { properties })).body.id
    const company = await make('companies', { name: 'Engines' })
    const deal = await make('deals', { dealname: 'One' })
    const ticket = await make('tickets', { subject: 'Help', hs_pipeline_stage: '1' })
    const ties = [toContact(company, 87), toContact(deal, 85), toContact(ticket, 83)].flat()
    expect((await test.call('POST', communications, { properties: sms, associations: ties })).status).toBe(201)
    const email = { hs_timestamp: 1, hs_email_direction: 'EMAIL' }
    const others = [toContact(company, 186), toContact(deal, 210), toContact(ticket, 224)].flat()
    const answer = await test.call('POST', '/crm/objects/2026-03/emails', { properties: email, associations: others })
    expect(answer.status).toBe(201)
  })

  it('with an unknown contact lose the whole create', async () => {
    const answer = await test.call('POST', communications, { properties: sms, associations: toContact(99999) })
    expect(answer.status).toBe(400)
    expect((await test.call('GET', communications)).body.results).toEqual([])
  })

  it('can be made afterwards by the usual kind, and read in batches', async () => {
    const contact = test.hubspot.seedContact(portalId, { firstname: 'Ada' })
    const { body } = await test.call('POST', communications, { properties: sms })
    const put = await test.call('PUT', `${communications}/${body.id}/associations/default/contacts/${contact}`)
    expect(put.body.results[0]?.associationSpec).toMatchObject({ associationTypeId: 81 })
    const read = await test.call('POST', '/crm/associations/2026-03/communications/contacts/batch/read', {
      inputs: [{ id: body.id }, { id: '1' }],
    })
    expect(read.status).toBe(207)
    expect(read.body.results).toMatchObject([{ from: { id: body.id }, to: [{ toObjectId: Number(contact) }] }])
    expect(read.body.errors[0]?.context.fromObjectId).toEqual(['1'])
  })
})
