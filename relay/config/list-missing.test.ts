import { expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { listMissing } from './list-missing.ts'

const nothing = { hasOthers: false, hasToken: false, hasLines: false }
const said = (env: Record<string, string>, begun: Partial<typeof nothing> = {}) =>
  listMissing(readConfig(env), { ...nothing, ...begun }).map(
    (one) => /[A-Z]{3,}(?:_[A-Z]+)+|settings apply/.exec(one)?.[0],
  )

const PUBLIC_URL = 'https://relay.company.example'
const HUBSPOT_PORTAL_ID = '4242'
const HOMING_FUNCTION_SECRET = 'function-secret-of-the-app'
const HOMING_OPERATOR_SECRET = 'secret-of-whoever-runs-the-relay'
const HUBSPOT_ACCESS_TOKEN = 'pat-na1-secret-token'
const HUBSPOT_CLIENT_SECRET = 'client-secret-of-the-app'

test('what is missing is told in the order in which it is given, until nothing is', () => {
  expect(said({})).toEqual(['PUBLIC_URL', 'HUBSPOT_PORTAL_ID', 'HOMING_OPERATOR_SECRET', 'settings apply'])
  const begun = { PUBLIC_URL, HUBSPOT_PORTAL_ID }
  expect(said(begun)).toEqual([
    'HOMING_FUNCTION_SECRET',
    'HOMING_OPERATOR_SECRET',
    'HUBSPOT_ACCESS_TOKEN',
    'HUBSPOT_CLIENT_SECRET',
    'settings apply',
  ])
  const uploaded = { ...begun, HOMING_FUNCTION_SECRET, HOMING_OPERATOR_SECRET }
  expect(said(uploaded)).toEqual(['HUBSPOT_ACCESS_TOKEN', 'HUBSPOT_CLIENT_SECRET', 'settings apply'])
  const installed = { ...uploaded, HUBSPOT_ACCESS_TOKEN, HUBSPOT_CLIENT_SECRET }
  expect(said(installed)).toEqual(['settings apply'])
  expect(said(installed, { hasLines: true })).toEqual([])
  // What commands have given is not missed.
  expect(said({ ...uploaded, HUBSPOT_CLIENT_SECRET }, { hasToken: true, hasLines: true })).toEqual([])
  expect(said({ PUBLIC_URL }, { hasOthers: true, hasLines: true })).toEqual(['HOMING_OPERATOR_SECRET'])
})

test('an own secret for commands is missed also where the function’s opens them, with the reason', () => {
  const env = { PUBLIC_URL, HUBSPOT_PORTAL_ID, HOMING_FUNCTION_SECRET, HUBSPOT_ACCESS_TOKEN, HUBSPOT_CLIENT_SECRET }
  expect(listMissing(readConfig(env), { ...nothing, hasLines: true })).toEqual([
    expect.stringMatching(/^Still to do, 1 of 1: Whoever reads the app function’s secret .* HOMING_OPERATOR_SECRET /),
  ])
  expect(said({ ...env, HOMING_OPERATOR_SECRET }, { hasLines: true })).toEqual([])
})

test('a key to seal secrets with is missed where the database is not the relay’s own', () => {
  const env = {
    ...{ PUBLIC_URL, HUBSPOT_PORTAL_ID, HOMING_FUNCTION_SECRET, HOMING_OPERATOR_SECRET },
    ...{ HUBSPOT_ACCESS_TOKEN, HUBSPOT_CLIENT_SECRET },
  }
  const DATABASE_URL = 'postgresql://homing@db.company.example/homing'
  expect(said({ ...env, DATABASE_URL })).toEqual(['HOMING_MASTER_KEY', 'settings apply'])
  const HOMING_MASTER_KEY = Buffer.from(Array.from({ length: 32 }, (_, nth) => nth * 7)).toString('base64')
  expect(said({ ...env, DATABASE_URL, HOMING_MASTER_KEY })).toEqual(['settings apply'])
})

test('a service key signs nothing, so its client secret is not missed', () => {
  const env = {
    PUBLIC_URL,
    HUBSPOT_PORTAL_ID,
    HOMING_FUNCTION_SECRET,
    HOMING_OPERATOR_SECRET,
    HUBSPOT_ACCESS_TOKEN,
    HUBSPOT_CREDENTIAL: 'service_key',
  }
  expect(said(env, { hasLines: true })).toEqual([])
})

test('each says how many there are', () => {
  expect(listMissing(readConfig({}), nothing)[0]).toMatch(
    /^Still to do, 1 of 4: Only this machine reaches this relay, at http/,
  )
})
