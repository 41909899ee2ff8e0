import { expect, test } from 'vitest'
import { ownHubSpot } from '../../workbench/hubspot/fixture/own-hubspot.ts'
import { createContactAddresses } from './contact-addresses.ts'
import { createHoldsAddress } from './holds-address.ts'

const { hubspot, client } = await ownHubSpot()
const holds = createHoldsAddress(
  createContactAddresses(client(), async () => ({ country: 'US', routing: { addresses: { sms: ['company'] } } })),
)
const seed = (properties: Record<string, string>) => hubspot.seedContact(4242, properties)

test.each([
  ['mobilephone', '+1 202 555 0901', '+12025550901'],
  ['phone', '(202) 555-0902', '+12025550902'],
  ['hs_whatsapp_phone_number', '+12025550904', '+12025550904'],
  ['email', 'Ada@Example.com', 'ada@example.com'],
  ['company', '2025550905', '+12025550905'],
])('whoever has it in %s, written %s, has %s', async (property, written, address) => {
  const id = seed({ [property]: written })
  expect(await holds('4242', id, address)).toBe(true)
  expect(await holds('4242', id, '+12025550999')).toBe(false)
})

test('a contact that is gone has no address', async () => {
  expect(await holds('4242', '999999', '+12025550901')).toBe(false)
})

test('whoever was merged into another has what that one has', async () => {
  const [stays, goes] = [seed({ phone: '+12025550910' }), seed({ email: 'gone@example.com' })]
  hubspot.mergeContacts(4242, stays, goes)
  expect(await holds('4242', goes, '+12025550910')).toBe(true)
})
