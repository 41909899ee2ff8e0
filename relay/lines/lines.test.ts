import { afterAll, beforeAll, expect, test } from 'vitest'
import { cardCallPaths } from '../../contract/card-function.ts'
import type { TestLinesResponse } from '../../contract/lines.ts'
import { ask } from '../../test/ask.ts'
import { doors, type Door } from '../../test/bad-input/doors.ts'
import { expectRefusal } from '../../test/bad-input/refused.ts'
import { signedAsk } from '../../test/bad-input/signed-ask.ts'
import { closedPort } from '../../test/providers/closed-port.ts'
import { clientSecret, createWorld, portalId, type World } from '../../test/world.ts'
import { createSendblueApi, type SendblueApi } from '../../workbench/sendblue-api/sendblue-api.ts'
import { signHubSpotRequest } from '../hubspot/signature.ts'

const blue = '+14155550100'
const webhookSecret = 'a-webhook-secret-of-ours'

let world: World
let sendblue: SendblueApi
beforeAll(async () => {
  world = await createWorld()
  sendblue = createSendblueApi({ keyId: 'an-id', secretKey: 'a-key', lines: [blue] })
  const settings = { url: await sendblue.listen(), keyId: 'an-id', secretKey: 'a-key', webhookSecret }
  const line = { label: 'Blue', provider: 'sendblue', channel: 'imessage' as const, address: blue, settings }
  const dead = `http://127.0.0.1:${await closedPort()}`
  world.config.lines = [
    { ...line, id: 'blue' },
    { ...line, id: 'revoked-key', settings: { ...settings, secretKey: 'a-key-that-was-revoked' } },
    { ...line, id: 'other-number', address: '+14155550999' },
    { ...line, id: 'other-secret', settings: { ...settings, webhookSecret: 'another-webhook-secret' } },
    { ...line, id: 'no-webhooks' },
    { ...line, id: 'dead', settings: { ...settings, url: dead } },
    ...world.config.lines.filter(({ id }) => id === 'sms' || id === 'blind'),
  ]
  await world.restart()
  for (const id of ['blue', 'revoked-key', 'other-number', 'other-secret', 'dead']) {
    for (const type of ['receive', 'outbound', 'line_blocked'] as const) {
      sendblue.addWebhook(type, `${world.url}/webhooks/${portalId}/${id}`, webhookSecret)
    }
  }
})
afterAll(async () => {
  await world.close()
  await sendblue.close()
})

const doorTo = (route: string): Door => doors[`POST /admin/lines${route}`]![0]!

async function tested(request: Record<string, unknown>) {
  const answer = await signedAsk(world, doorTo('/test'), { portalId, ...request })
  expect(answer.status, answer.text).toBe(200)
  // Whatever is wrong is said without the secrets themselves.
  expect(answer.text).not.toMatch(/a-key|webhook-secret/)
  return (JSON.parse(answer.text) as TestLinesResponse).tests
}

const failed = (lineId: string, code: string, detail: unknown) => ({
  lineId,
  result: 'failed',
  problem: { code, detail },
})
const found = () => [
  { lineId: 'blue', result: 'ok', problem: null },
  failed('revoked-key', 'provider_key_refused', 'Sendblue does not accept the API key and secret of this line.'),
  failed('other-number', 'unknown_line', 'The Sendblue account has no line +14155550999.'),
  failed(
    'other-secret',
    'webhook_secret_differs',
    'The webhook of the type receive has another secret than this line.',
  ),
  failed(
    'no-webhooks',
    'webhook_missing',
    `Add a webhook of the type receive: ${world.url}/webhooks/${portalId}/no-webhooks.`,
  ),
  failed('dead', 'provider_unreachable', expect.stringMatching(/Sendblue/)),
  { lineId: 'sms', result: 'ok', problem: null },
  { lineId: 'blind', result: 'no_test', problem: null },
]

test('a test of all lines says of each what is wrong with it, in words, and changes nothing', async () => {
  const before = await world.stored()
  expect(await tested({})).toEqual(found())
  expect(await world.stored()).toEqual(before)
  expect(sendblue.messages()).toEqual([])
  expect(await world.database.query("select 1 from line where state <> 'active' and state <> 'retired'")).toEqual([])
})

test('a test of one line asks about that line alone', async () => {
  for (const one of found()) expect(await tested({ lineId: one.lineId })).toEqual([one])
})

test.each(['/pause', '/resume', '/test'])(
  'a line that is not there is named, with those that are: %s',
  async (route) => {
    const door = doorTo(route)
    const answer = await signedAsk(world, door, { ...door.body(), lineId: 'fax' })
    expectRefusal(world, answer, 404, 'unknown_line')
    expect(answer.text).toContain('there are blue, revoked-key,')
  },
)

test('another account and a reason that says nothing are refused', async () => {
  for (const route of ['', '/pause', '/resume', '/test']) {
    const door = doorTo(route)
    const answer = await signedAsk(world, door, { ...door.body(), portalId: '4243' })
    expectRefusal(world, answer, 404, 'unknown_portal')
  }
  const silent = await signedAsk(world, doorTo('/pause'), { portalId, lineId: 'blue', reason: ' \n\0 ' })
  expectRefusal(world, silent, 422, 'missing_reason')
})

test('nothing a browser can cause opens the door: not a call of the card, nor what HubSpot signs', async () => {
  expect(Object.values(cardCallPaths).filter((path) => !path.startsWith('/card/'))).toEqual([])
  const card = doors['POST /card/conversation']![0]!
  for (const route of ['', '/pause', '/resume', '/test']) {
    const door = doorTo(route)
    const body = Buffer.from(JSON.stringify(door.body()))
    const request = { method: 'POST', body, now: new Date() }
    const forCard = card.sign(world, { ...request, target: card.target })
    const byHubSpot = signHubSpotRequest('v3', clientSecret, { ...request, uri: world.url + door.target })
    for (const signed of [forCard, byHubSpot]) {
      const headers = { 'content-type': 'application/json', ...signed }
      const answer = await ask(world.url, { method: 'POST', target: door.target, headers, body })
      expectRefusal(world, answer, 401, 'unverified')
    }
  }
})
