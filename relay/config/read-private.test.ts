import { describe, expect, test } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

const key = Buffer.from(Array.from({ length: 32 }, (_, index) => index)).toString('base64')
const line = { id: 'sms', label: 'SMS', provider: 'simulator', channel: 'sms', address: '+15550100001', settings: {} }
const marketplace = {
  PUBLIC_URL: 'https://relay.company.example',
  HUBSPOT_OAUTH_CLIENT_ID: 'client-id',
  HUBSPOT_OAUTH_CLIENT_SECRET: 'client-secret-of-the-oauth-app',
  HOMING_MASTER_KEY: key,
  LINES: JSON.stringify([{ ...line, portalId: '5001' }]),
}

/** The mistakes that the configuration is refused for, a line each. */
function mistakesIn(env: Record<string, string>): string[] {
  try {
    readConfig(env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.message.split('\n').slice(1)
  }
  return []
}

describe('a relay for the marketplace edition alone', () => {
  test('needs no private account, and may have a secret for whoever runs it', () => {
    expect(readConfig(marketplace)).toMatchObject({
      portal: null,
      oauth: { clientId: 'client-id' },
      operatorSecrets: [],
    })
    const operated = {
      ...marketplace,
      HOMING_OPERATOR_SECRET: 'secret-of-the-operator',
      HOMING_OPERATOR_SECRET_PREVIOUS: 'secret-of-last-month',
    }
    expect(readConfig(operated).operatorSecrets).toEqual(['secret-of-the-operator', 'secret-of-last-month'])
    expect(mistakesIn({ ...operated, HOMING_OPERATOR_SECRET: 'short' })).toHaveLength(1)
  })

  test('has no line that belongs to nobody', () => {
    expect(mistakesIn({ ...marketplace, LINES: JSON.stringify([line, { ...line, portalId: '5001' }]) })).toEqual([
      '  - LINES, line "sms": say in "portalId" whose it is, because there is no private account to belong to.',
    ])
  })

  test.each([
    ['HUBSPOT_CREDENTIAL', 'service_key'],
    ['HUBSPOT_ACCESS_TOKEN', 'pat-na1-secret-token'],
    ['HOMING_FUNCTION_SECRET', 'function-secret-of-the-app'],
  ])('that has %s must say of which account', (name, value) => {
    expect(mistakesIn({ ...marketplace, [name]: value })).toEqual([
      '  - HUBSPOT_PORTAL_ID is missing: the id of the HubSpot account that the rest is of.',
    ])
  })

  test.each(['HUBSPOT_OAUTH_CLIENT_ID', 'HUBSPOT_OAUTH_CLIENT_SECRET', 'HOMING_MASTER_KEY'])(
    'that lacks %s is told just that',
    (name) => {
      const own = { ...marketplace, DATABASE_URL: 'postgresql://db.company.example/homing' }
      expect(mistakesIn({ ...own, [name]: '' })).toEqual([expect.stringContaining(`${name} is missing`)])
    },
  )
})

test('the private account is known before its app is installed, which has token and secret', () => {
  const { HOMING_FUNCTION_SECRET, ...begun } = {
    PUBLIC_URL: 'https://relay.company.example',
    HUBSPOT_PORTAL_ID: '4242',
    HOMING_FUNCTION_SECRET: 'function-secret-of-the-app',
  }
  expect(readConfig(begun).portal).toMatchObject({
    id: '4242',
    accessToken: '',
    clientSecrets: [],
    functionSecrets: [],
  })
  expect(readConfig({ ...begun, HOMING_FUNCTION_SECRET }).portal?.functionSecrets).toEqual([HOMING_FUNCTION_SECRET])
  expect(mistakesIn({ ...begun, HUBSPOT_CLIENT_SECRET_PREVIOUS: 'client-secret-of-last-month' })).toEqual([
    expect.stringContaining('HUBSPOT_CLIENT_SECRET_PREVIOUS is set without HUBSPOT_CLIENT_SECRET'),
  ])
})
