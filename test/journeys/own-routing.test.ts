import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWebhooks } from '../../workbench/hubspot/webhooks.ts'
import { createMarketplace, lineOf, type Marketplace } from '../marketplace.ts'
import { until } from '../until.ts'
import { clientSecret, portalId } from '../world.ts'

const other = '7001'
const welcome = 'Welcome!'

let market: Marketplace
beforeAll(async () => {
  market = await createMarketplace([{ portalId: Number(other), hubDomain: 'other.example' }], {
    extraLines: [lineOf(other, 'theirs', '+15550107001')],
    config: {
      routing: {
        ladder: [{ channel: 'sms' }, { channel: 'sms', lineId: 'sms', when: { failed: ['address'] } }],
        autoSend: { lineId: 'sms', message: welcome },
      },
    },
  })
  await market.connect(other)
})
afterAll(() => market.close())

const creation = async (portal: string, secret: string) => {
  const webhooks = createWebhooks({
    ...{ portalId: Number(portal), clientSecret: secret, targetUrl: `${market.url}/webhooks/hubspot` },
  })
  const contact = market.contactOf(portal, { firstname: 'Ada', mobilephone: `+1202557${portal}` })
  const [answer] = await webhooks.post([webhooks.event('contact.creation', contact.id)])
  return { contact, told: JSON.parse(answer!.text) as unknown }
}
const got = (portal: string) =>
  market.phones
    .phone(`+1202557${portal}`)
    .messages()
    .map(({ body }) => body)

test('what one account writes to its new contacts by its line is nothing to another account', async () => {
  expect((await creation(other, 'client-secret-of-the-oauth-app')).told).toEqual({ stored: 0, left: 1 })
  expect((await creation(portalId, clientSecret)).told).toEqual({ stored: 1, left: 0 })
  await until(() => expect(got(portalId)).toEqual([welcome]))
  expect(got(other)).toEqual([])
  expect(market.logged.join('\n')).not.toContain('a new contact was not written to')
})

test('a ladder of one account leads no other to its lines', async () => {
  const contact = market.contactOf(other, { firstname: 'Bo', mobilephone: '+12025577002' })
  const query = { portalId: other, userId: '7', appId: '77' }
  const sent = await market.byFetch(
    'send-message',
    { contact, idempotencyKey: 'own-routing-1', lineId: 'theirs', body: 'Hello' },
    query,
  )
  expect(sent.status).toBe(200)
  const [row] = await market.database.query<{ line_id: string; ladder: { lineIds: string[] }[] | null }>(
    'select line_id, ladder from message where portal_id = $1',
    [other],
  )
  expect(row?.line_id).toBe('theirs')
  expect((row?.ladder ?? []).flatMap(({ lineIds }) => lineIds)).toEqual([])
})
