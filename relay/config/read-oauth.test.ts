import { expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { readOAuth } from './read-oauth.ts'

const good = { HUBSPOT_OAUTH_CLIENT_ID: 'client-id', HUBSPOT_OAUTH_CLIENT_SECRET: 'client-secret-of-the-app' }

function read(env: Record<string, string>, canSeal = true) {
  const mistakes: string[] = []
  return { app: readOAuth(env, mistakes, canSeal), mistakes }
}

test('without it the relay serves its private account alone', () => {
  expect(read({}, false)).toEqual({ app: null, mistakes: [] })
})

test('id and secret are enough, and a secret that is being replaced is held beside the new one', () => {
  expect(read(good)).toEqual({
    app: {
      clientId: 'client-id',
      clientSecrets: ['client-secret-of-the-app'],
      appUrl: 'https://app.hubspot.com',
      journal: { hosts: [], every: 60_000, afterRefusal: 21_600_000 },
    },
    mistakes: [],
  })
  const { app } = read({ ...good, HUBSPOT_OAUTH_CLIENT_SECRET_PREVIOUS: 'client-secret-of-last-month' })
  expect(app?.clientSecrets).toEqual(['client-secret-of-the-app', 'client-secret-of-last-month'])
})

test.each([
  ['HUBSPOT_OAUTH_CLIENT_ID', { HUBSPOT_OAUTH_CLIENT_ID: ' ' }],
  ['HUBSPOT_OAUTH_CLIENT_SECRET', { HUBSPOT_OAUTH_CLIENT_SECRET: '' }],
  ['HUBSPOT_OAUTH_CLIENT_SECRET', { HUBSPOT_OAUTH_CLIENT_SECRET: 'short' }],
  ['HUBSPOT_OAUTH_APP_ID', { HUBSPOT_OAUTH_APP_ID: 'client-id' }],
  ['HUBSPOT_APP_URL', { HUBSPOT_APP_URL: 'app.hubspot.com' }],
  ['HUBSPOT_JOURNAL', { HUBSPOT_JOURNAL: 'no' }],
  ['HUBSPOT_JOURNAL_HOSTS', { HUBSPOT_JOURNAL_HOSTS: 'files.company.example,https://other.example' }],
])('%s is named when it is wrong: %j', (name, env) => {
  const { mistakes } = read({ ...good, ...env })
  expect(mistakes).toHaveLength(1)
  expect(mistakes[0]).toContain(`${name} `)
  expect(mistakes.join()).not.toContain('client-secret-of-the-app')
})

test('which app it is may be said', () => {
  expect(read({ ...good, HUBSPOT_OAUTH_APP_ID: ' 770001 ' })).toMatchObject({ app: { appId: '770001' }, mistakes: [] })
})

test("HubSpot's journal is read unless it is turned off, and from private hosts that are named", () => {
  expect(read({ ...good, HUBSPOT_JOURNAL: 'off' })).toMatchObject({ app: { journal: null }, mistakes: [] })
  const named = read({ ...good, HUBSPOT_JOURNAL_HOSTS: 'files.company.example, 127.0.0.1:8443' })
  expect(named).toMatchObject({
    app: { journal: { hosts: ['files.company.example', '127.0.0.1:8443'] } },
    mistakes: [],
  })
})

test('tokens cannot be kept without a master key', () => {
  expect(read(good, false).mistakes).toEqual([expect.stringContaining('HOMING_MASTER_KEY is missing')])
})

const line = { id: 'sms', label: 'SMS', provider: 'simulator', channel: 'sms', address: '+15550100001', settings: {} }
const relay = {
  PUBLIC_URL: 'https://relay.company.example',
  HUBSPOT_PORTAL_ID: '4242',
  HUBSPOT_ACCESS_TOKEN: 'pat-na1-secret-token',
  HOMING_FUNCTION_SECRET: 'function-secret-of-the-app',
  LINES: JSON.stringify([line]),
}

test('both editions are configured side by side', () => {
  const key = Buffer.from(Array.from({ length: 32 }, (_, index) => index)).toString('base64')
  const both = { ...relay, ...good, HUBSPOT_CLIENT_SECRET: 'client-secret-of-the-private-app', HOMING_MASTER_KEY: key }
  const config = readConfig(both)
  expect(config.portal).toMatchObject({
    credential: 'private_app',
    clientSecrets: ['client-secret-of-the-private-app'],
  })
  expect(config.oauth?.clientSecrets).toEqual(['client-secret-of-the-app'])
  expect(config.masterKeys).toHaveLength(1)
  const own = { ...both, DATABASE_URL: 'postgresql://db.example/homing' }
  expect(() => readConfig({ ...own, HOMING_MASTER_KEY: '' })).toThrow('HOMING_MASTER_KEY is missing')
  // With an embedded database the relay makes its own.
  expect(readConfig({ ...both, HOMING_MASTER_KEY: '' })).toMatchObject({ masterKeys: [] })
})

test('a service key belongs to no app, so there need be no client secret', () => {
  const { portal } = readConfig({ ...relay, HUBSPOT_CREDENTIAL: 'service_key' })
  expect(portal).toMatchObject({ credential: 'service_key', clientSecrets: [] })
  expect(() => readConfig({ ...relay, HUBSPOT_CREDENTIAL: 'password' })).toThrow('HUBSPOT_CREDENTIAL must be')
})
