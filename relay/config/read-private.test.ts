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
    ['HUBSPOT_PORTAL_ID', '4242', ['HUBSPOT_ACCESS_TOKEN', 'HUBSPOT_CLIENT_SECRET', 'HOMING_FUNCTION_SECRET']],
    ['HUBSPOT_CREDENTIAL', 'service_key', ['HUBSPOT_PORTAL_ID', 'HUBSPOT_ACCESS_TOKEN', 'HOMING_FUNCTION_SECRET']],
  ])('that has %s has half a private account: all that is missing is told', (name, value, missing) => {
    expect(mistakesIn({ ...marketplace, [name]: value }).map((one) => one.match(/[A-Z_]{6,}/)?.[0])).toEqual(missing)
  })

  test.each(['HUBSPOT_OAUTH_CLIENT_ID', 'HUBSPOT_OAUTH_CLIENT_SECRET', 'HOMING_MASTER_KEY'])(
    'that lacks %s is told just that',
    (name) => {
      expect(mistakesIn({ ...marketplace, [name]: '' })).toEqual([expect.stringContaining(`${name} is missing`)])
    },
  )
})
