import { createSecretKey } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { environmentOf, startRelayProcess } from '../test/relay-process.ts'
import { until } from '../test/until.ts'
import { createWorld, type World } from '../test/world.ts'
import type { Config } from './config/config.ts'
import { providers } from './providers/providers.ts'
import { refuseGuessable } from './refuse-guessable.ts'

vi.setConfig({ testTimeout: 90_000 })

const weak = 'passwordpasswordpassword1234'
const otherWeak = '12345678901234567890123456789012'
const strong = 'b1946ac92492d2347c6235b4d2611184'
const account = { id: '4242', accessToken: 'pat-na1-test', clientSecrets: [strong] }
const kannel = (webhookToken: string, more = {}) => ({
  ...{ id: 'own', label: 'Own', provider: 'kannel', channel: 'sms' as const, address: '+15550100009' },
  settings: { url: 'http://127.0.0.1:1', username: 'homing', password: 'p', webhookToken, ...more },
})

let world: World
beforeAll(async () => {
  // A relay of before, which took whatever it was given.
  world = await createWorld({
    config: { portal: { ...account, functionSecrets: [weak] }, lines: [kannel('a'.repeat(24))] },
  })
  await world.relay.stop()
})
afterAll(() => world.close())

/** What a relay of this configuration warns of, or the mistakes that it does not start for. */
async function judged(config: Partial<Config>): Promise<string[]> {
  try {
    return await refuseGuessable({ ...world.config, ...config }, { database: world.database, providers })
  } catch (error) {
    expect((error as Error).message).not.toMatch(/password|12345|aaaa/)
    return (error as Error).message.split('\n').slice(1)
  }
}
const refusal = (name: string): unknown => expect.stringMatching(new RegExp(`^ {2}- ${name} is too easy to guess`))
const inUse = ['HOMING_FUNCTION_SECRET', 'LINES, line "own": webhookToken']

test('what is in use is named, whatever else changes', async () => {
  expect(await judged({})).toEqual(inUse)
  expect(await judged({ operatorSecrets: [strong] })).toEqual(inUse)
  const masterKeys = [createSecretKey(Buffer.from(strong.repeat(2), 'hex'))]
  expect(await judged({ masterKeys })).toEqual(inUse)
})

test('on the way to a better one it is taken as the previous one', async () => {
  const portal = { ...account, functionSecrets: [strong, weak] }
  const lines = [kannel(strong, { previousWebhookToken: 'a'.repeat(24) })]
  expect(await judged({ portal, lines })).toEqual([
    'HOMING_FUNCTION_SECRET_PREVIOUS',
    'LINES, line "own": previousWebhookToken',
  ])
})

test.each<[string, Partial<Config>]>([
  ['HOMING_FUNCTION_SECRET', { portal: { ...account, functionSecrets: [otherWeak] } }],
  ['HOMING_FUNCTION_SECRET', { portal: { ...account, functionSecrets: [otherWeak, strong] } }],
  ['HUBSPOT_CLIENT_SECRET', { portal: { ...account, clientSecrets: [otherWeak], functionSecrets: [weak] } }],
  ['HOMING_OPERATOR_SECRET', { operatorSecrets: [otherWeak] }],
  [
    'HUBSPOT_OAUTH_CLIENT_SECRET',
    { oauth: { clientId: 'client-id', clientSecrets: [otherWeak], appUrl: 'https://app.hubspot.com' } },
  ],
  ['HOMING_MASTER_KEY', { masterKeys: [createSecretKey(Buffer.from('homing homing homing homing homi'))] }],
  ['LINES, line "own": webhookToken', { lines: [kannel('b'.repeat(24))] }],
])('a new one is refused by its name alone: %s', async (name, config) => {
  expect(await judged(config)).toEqual([refusal(name)])
})

test('a relay that is started with a new one ends with one sentence, and one that has it warns', async () => {
  const env = environmentOf({ ...world.config, lines: [] })
  const refused = startRelayProcess({ ...env, HOMING_OPERATOR_SECRET: otherWeak })
  expect(await refused.ended).toBe(1)
  expect(refused.lines.join('\n')).toMatch(
    /^The configuration has a mistake:\n {2}- HOMING_OPERATOR_SECRET is too easy/,
  )
  expect(refused.lines.join()).not.toContain(otherWeak)
  const warned = startRelayProcess(env)
  await warned.ready
  await until(() => expect(warned.lines.join()).toContain('HOMING_FUNCTION_SECRET is too easy to guess: replace it'))
  expect(warned.lines.join()).not.toContain(weak)
  warned.kill('SIGTERM')
  expect(await warned.ended).toBe(0)
})
