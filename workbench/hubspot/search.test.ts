import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { portalId, startHubSpotUnderTest, type HubSpotUnderTest } from './hubspot-under-test.ts'

let test: HubSpotUnderTest
beforeEach(async () => {
  test = await startHubSpotUnderTest({ limits: { search: 1000 } })
})
afterEach(() => test.hubspot.close())

const ask = (body: unknown, type = 'contacts') => test.call('POST', `/crm/objects/2026-03/${type}/search`, body)
const where = (...filters: object[]) => ({ filterGroups: [{ filters }] })
const ids = async (body: object, type?: string) => {
  const answer = await ask(body, type)
  expect(answer.status).toBe(200)
  return answer.body.results.map((result) => result.id)
}
const filter = (propertyName: string, operator: string, rest: object = {}) => ({ propertyName, operator, ...rest })

describe('operators', () => {
  let ada: string
  let ben: string
  beforeEach(() => {
    ada = test.hubspot.seedContact(portalId, { firstname: 'Ada', email: 'ada@example.com', phone: '+12125550101' })
    test.clock.advance(60_000)
    ben = test.hubspot.seedContact(portalId, { firstname: 'Ben', city: 'New York', lifecyclestage: 'lead' })
  })

  it.each([
    ['EQ, without regard to case', filter('firstname', 'EQ', { value: 'ADA' }), ['ada']],
    ['EQ on an enumeration, with regard to it', filter('lifecyclestage', 'EQ', { value: 'LEAD' }), []],
    ['NEQ, also where there is no value', filter('firstname', 'NEQ', { value: 'ada' }), ['ben']],
    ['IN, in lower case', filter('firstname', 'IN', { values: ['ada', 'ben'] }), ['ada', 'ben']],
    ['IN finds nothing for a capital letter', filter('firstname', 'IN', { values: ['Ada', 'Ben'] }), []],
    ['NOT_IN', filter('firstname', 'NOT_IN', { values: ['ada'] }), ['ben']],
    ['HAS_PROPERTY', filter('city', 'HAS_PROPERTY'), ['ben']],
    ['NOT_HAS_PROPERTY', filter('city', 'NOT_HAS_PROPERTY'), ['ada']],
    ['GT on a date', filter('createdate', 'GT', { value: '2026-11-21T10:00:00Z' }), ['ben']],
    ['LTE on a date in milliseconds', filter('createdate', 'LTE', { value: 1795255200000 }), ['ada']],
    ['BETWEEN', filter('createdate', 'BETWEEN', { value: 1795255200000, highValue: 1795255200001 }), ['ada']],
    ['CONTAINS_TOKEN', filter('city', 'CONTAINS_TOKEN', { value: 'york' }), ['ben']],
    ['CONTAINS_TOKEN with a star', filter('email', 'CONTAINS_TOKEN', { value: 'exam*' }), ['ada']],
    ['the national number', filter('hs_searchable_calculated_phone_number', 'EQ', { value: '2125550101' }), ['ada']],
    [
      'not the number with its country code',
      filter('hs_searchable_calculated_phone_number', 'EQ', { value: '+12125550101' }),
      [],
    ],
  ])('%s', async (_, given, expected) => {
    const names: Record<string, string> = { [ada]: 'ada', [ben]: 'ben' }
    expect((await ids(where(given))).map((id) => names[id])).toEqual(expected)
  })

  it('join filters of a group with and, groups with or', async () => {
    const one = filter('firstname', 'EQ', { value: 'ada' })
    const other = filter('city', 'HAS_PROPERTY')
    expect(await ids(where(one, other))).toEqual([])
    expect(await ids({ filterGroups: [{ filters: [one] }, { filters: [other] }] })).toEqual([ada, ben])
  })

  it('sort and page', async () => {
    const sorts = [{ propertyName: 'createdate', direction: 'DESCENDING' }]
    const first = await ask({ sorts, limit: 1 })
    expect(first.body).toMatchObject({ total: 2, results: [{ id: ben }], paging: { next: { after: '1' } } })
    expect((await ask({ sorts, limit: 1, after: '1' })).body.results[0]?.id).toBe(ada)
  })

  it('look through associations', async () => {
    const properties = { hs_timestamp: 1, hs_communication_channel_type: 'SMS', hs_engagement_source_id: 'm-1' }
    const { body } = await test.call('POST', '/crm/objects/2026-03/communications', {
      properties,
      associations: [{ to: { id: ada }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 81 }] }],
    })
    expect(await ids(where(filter('associations.contact', 'EQ', { value: ada })), 'communications')).toEqual([body.id])
    expect(await ids(where(filter('associations.contact', 'EQ', { value: ben })), 'communications')).toEqual([])
    expect(await ids(where(filter('hs_engagement_source_id', 'IN', { values: ['m-1'] })), 'communications')).toEqual([
      body.id,
    ])
  })
})

describe('a search is refused', () => {
  const eq = filter('firstname', 'EQ', { value: 'a' })
  const times = <T>(count: number, value: T) => Array.from({ length: count }, () => value)
  it.each([
    ['6 groups', { filterGroups: times(6, { filters: [eq] }) }],
    ['7 filters in a group', { filterGroups: [{ filters: times(7, eq) }] }],
    ['19 filters', { filterGroups: [...times(3, { filters: times(6, eq) }), { filters: [eq] }] }],
    ['a page of 201', { limit: 201 }],
    ['a page beyond 10,000', { limit: 200, after: 9801 }],
    ['two sorts', { sorts: ['createdate', 'firstname'] }],
    ['an unknown property', where(filter('nickname', 'EQ', { value: 'a' }))],
    ['an unknown operator', where(filter('firstname', 'LIKE', { value: 'a' }))],
    ['a value missing', where(filter('firstname', 'EQ'))],
    ['IN without values', where(filter('firstname', 'IN', { value: 'a' }))],
    ['IN with 101 values', where(filter('firstname', 'IN', { values: times(101, 'a') }))],
    ['a body over 3,000 characters', where(filter('firstname', 'EQ', { value: 'a'.repeat(3000) }))],
  ])('with %s', async (_, body) => {
    expect((await ask(body)).status).toBe(400)
  })

  it('on the properties of an email that are not indexed', async () => {
    const body = where(filter('hs_email_html', 'HAS_PROPERTY'))
    expect((await ask(body, 'emails')).status).toBe(400)
  })

  it('but takes 5 groups, 18 filters and the last page of the 10,000', async () => {
    expect((await ask({ filterGroups: times(3, { filters: times(6, eq) }) })).status).toBe(200)
    expect((await ask({ filterGroups: times(5, { filters: [eq] }), limit: 200, after: 9800 })).status).toBe(200)
  })
})

describe('the index', () => {
  it('lags behind: a write is found only later, and until then as it was', async () => {
    test.hubspot.behaviour.searchLag = 5000
    const id = test.hubspot.seedContact(portalId, { firstname: 'Ada' })
    const named = (value: string) => ids(where(filter('firstname', 'EQ', { value })))
    expect(await named('ada')).toEqual([])
    test.clock.advance(5000)
    expect(await named('ada')).toEqual([id])

    await test.call('PATCH', `/crm/objects/2026-03/contacts/${id}`, { properties: { firstname: 'Augusta' } })
    expect(await named('augusta')).toEqual([])
    expect(await named('ada')).toEqual([id])
    test.clock.advance(5000)
    expect(await named('augusta')).toEqual([id])

    await test.call('DELETE', `/crm/objects/2026-03/contacts/${id}`)
    expect(await named('augusta')).toEqual([id])
    test.clock.advance(5000)
    expect(await named('augusta')).toEqual([])
  })
})
