import { expect, test } from 'vitest'
import { createContactSearch } from './contact-search.ts'
import { fixedTokens } from './fixed-tokens.ts'
import { ownHubSpot } from '../../workbench/hubspot/fixture/own-hubspot.ts'

const { hubspot, client, refusedProperties } = await ownHubSpot({ search: 100 })
const rules = async () => ({ country: 'US', routing: {} }) as const
const find = createContactSearch(client(), rules, refusedProperties)

const seed = (properties: Record<string, string>) => hubspot.seedContact(4242, properties)

test.each([
  ['mobilephone', '+1 202 555 0901', '+12025550901'],
  ['phone', '(202) 555-0902', '+12025550902'],
  ['phone', '2025550903', '+12025550903'],
  ['hs_whatsapp_phone_number', '+12025550904', '+12025550904'],
  ['mobilephone', '+44 20 7946 0905', '+442079460905'],
  ['phone', '0044 20 7946 0906', '+442079460906'],
  ['phone', '49 151 23450907', '+4915123450907'],
  ['phone', '202-555-0908 / 202-555-0909', '+12025550909'],
  ['mobilephone', '+55 11 98765-0910', '+551187650910'],
  ['hs_whatsapp_phone_number', '+5215512340911', '+525512340911'],
])('a number in %s, written %s, is found as %s', async (property, written, address) => {
  const id = seed({ [property]: written })
  expect(await find('4242', 'sms', address)).toEqual([id])
})

test('the same digits in another country are another number', async () => {
  seed({ phone: '+44 20 2555 0910' })
  expect(await find('4242', 'sms', '+12025550910')).toEqual([])
})

test('everybody who shares a number is named', async () => {
  const ids = [seed({ phone: '+12025550920' }), seed({ mobilephone: '202-555-0920' })]
  expect((await find('4242', 'sms', '+12025550920')).toSorted()).toEqual(ids.toSorted())
})

test('an email is found whole, whatever its case', async () => {
  const id = seed({ email: 'Ada@Example.com' })
  expect(await find('4242', 'email', 'ada@example.com')).toEqual([id])
  seed({ email: 'bo@home.example' })
  expect(await find('4242', 'email', 'o@home.example')).toEqual([])
})

test('an email with a plus tag is whose it is with the tag, else whose it is alone without', async () => {
  const plain = seed({ email: 'dora@home.example' })
  expect(await find('4242', 'email', 'dora+shop@home.example')).toEqual([plain])
  const tagged = seed({ email: 'dora+news@home.example' })
  expect(await find('4242', 'email', 'dora+news@home.example')).toEqual([tagged])
})

test('an email of a domain with other letters is found in either form', async () => {
  const id = seed({ email: 'jo@müller.example' })
  expect(await find('4242', 'email', 'jo@xn--mller-kva.example')).toEqual([id])
})

test('an email of a contact that was merged away is found at the one that stayed', async () => {
  const stayed = seed({ email: 'cleo@work.example' })
  hubspot.mergeContacts(4242, stayed, seed({ email: 'cleo@home.example' }))
  expect(await find('4242', 'email', 'cleo@home.example')).toEqual([stayed])
})

test('many at once are all found, in few searches, though HubSpot takes five a second', async () => {
  const people = Array.from({ length: 60 }, (_, index) => {
    const number = `+1202555${String(1_000 + index)}`
    return { number, id: seed({ mobilephone: number }) }
  })
  hubspot.grant({
    portalId: 4242,
    accessToken: 'patient',
    scopes: ['crm.objects.contacts.read'],
    limits: { search: 5 },
  })
  let searches = 0
  const counting = client({
    tokens: fixedTokens('patient'),
    budget: {
      spend: async () => {
        searches += 1
      },
      block: async () => undefined,
    },
  })
  const search = createContactSearch(counting, rules, refusedProperties)
  const found = await Promise.all(people.map(({ number }) => search('4242', 'sms', number)))
  expect(found).toEqual(people.map(({ id }) => [id]))
  expect(searches).toBeLessThanOrEqual(6)
  for (let count = 0; count < 12; count += 1) {
    expect(await search('4242', 'sms', people[count]!.number)).toEqual([people[count]!.id])
  }
})

test('many emails at once are told apart, first ones and further ones', async () => {
  const first = Array.from({ length: 10 }, (_, index) => seed({ email: `first${index}@many.example` }))
  const stayed = seed({ email: 'stays@many.example' })
  hubspot.mergeContacts(4242, stayed, seed({ email: 'goes@many.example' }))
  const asked = [...first.map((_, index) => `first${index}@many.example`), 'goes@many.example', 'nobody@many.example']
  expect(await Promise.all(asked.map((email) => find('4242', 'email', email)))).toEqual([
    ...first.map((id) => [id]),
    [stayed],
    [],
  ])
})

/** Who is found, and the bodies of the searches that were asked for it. */
async function searched(address: string): Promise<{ found: string[]; bodies: string[] }> {
  const bodies: string[] = []
  const listening: typeof fetch = (input, init) => {
    if (typeof init?.body === 'string') bodies.push(init.body)
    return fetch(input, init)
  }
  const search = createContactSearch(client({ fetch: listening }), rules, refusedProperties)
  const found = await search('4242', 'email', address)
  return { found: found.toSorted(), bodies }
}

test.each([
  '*@*',
  '*@home.example',
  'd?ra@home.example',
  '%@home.example',
  'dora%@home.example',
  '"dora"@home.example',
  '"x dora@home.example"@elsewhere.example',
  'dora@home.example x@elsewhere.example',
  'dora@home.example,*@home.example',
  'dora@home.example;x',
  '<dora@home.example>',
  'dora\\@home.example',
  'dora@home.exam*',
  'dora@*',
  '****',
  '*0901',
  '+1202555*',
  '12025550901 12025550902',
  'INFO*',
  '+',
  '',
])('nobody is looked for by what a search would read as more than an address: %s', async (address) => {
  expect(await searched(address)).toEqual({ found: [], bodies: [] })
})

test.each(["o'hara@home.example", 'an_na@home.example', 'jö@home.example', 'x/y=z!@home.example'])(
  'an address of rarer signs is found as it is written, and looked for as nothing else: %s',
  async (address) => {
    const id = seed({ email: address })
    const { found, bodies } = await searched(address)
    expect(found).toEqual([id])
    expect(bodies).not.toEqual([])
    expect(bodies.join()).not.toMatch(/[*?%]/)
  },
)

test('one page is enough where nobody on it has the number, and all are read where somebody has', async () => {
  for (let index = 0; index < 401; index += 1) seed({ phone: `call 0${2_000 + index}7777 x` })
  const nobody = await searched('+4930227777')
  expect(nobody).toMatchObject({ found: [] })
  expect(nobody.bodies.join()).not.toContain('"after"')
  const shared = Array.from({ length: 401 }, () => seed({ mobilephone: '+12025558888' }))
  expect((await searched('+12025558888')).found).toEqual(shared.toSorted())
})

test('a property that an admin deleted is left out of the search, and not asked for again', async () => {
  const search = createContactSearch(
    client(),
    async () => ({ country: 'US', routing: { addresses: { sms: ['gone_number', 'lost_number'] } } }),
    refusedProperties,
  )
  const id = seed({ mobilephone: '+1 202 555 0977' })
  expect(await search('4242', 'sms', '+12025550977')).toEqual([id])
  expect([...(await refusedProperties.of('4242', 'contacts/search'))].toSorted()).toEqual([
    'gone_number',
    'lost_number',
  ])
  const before = hubspot.calls.totals().byStatus['400'] ?? 0
  expect(await search('4242', 'sms', '+12025550977')).toEqual([id])
  expect(hubspot.calls.totals().byStatus['400'] ?? 0).toBe(before)
})
