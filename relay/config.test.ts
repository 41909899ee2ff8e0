import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startRelayProcess } from '../test/relay-process.ts'
import { ConfigError, readConfig } from './config.ts'
import { Invalid } from './errors.ts'

const line = {
  id: 'sms',
  label: 'Sales SMS',
  provider: 'simulator',
  channel: 'sms',
  address: '+15550100001',
  settings: { url: 'http://127.0.0.1:1', key: 'key', webhookSecret: 'webhook-secret' },
}
const good = {
  PUBLIC_URL: 'https://relay.company.example/',
  HUBSPOT_PORTAL_ID: '4242',
  HUBSPOT_ACCESS_TOKEN: 'pat-na1-secret-token',
  HUBSPOT_CLIENT_SECRET: 'client-secret-of-the-app',
  HOMING_FUNCTION_SECRET: 'function-secret-of-the-app',
  LINES: JSON.stringify([line]),
}

/** The mistakes that the configuration is refused for, a line each. */
function mistakesIn(env: Record<string, string | undefined>, checkLine?: Parameters<typeof readConfig>[1]): string[] {
  try {
    readConfig({ ...good, ...env }, checkLine)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.message.split('\n').slice(1)
  }
  return []
}

test('what is needed is enough, and everything else has an ordinary value', () => {
  expect(readConfig(good)).toMatchObject({
    port: 8080,
    publicUrl: 'https://relay.company.example',
    databaseUrl: null,
    defaultCountry: 'US',
    logLevel: 'info',
    hubspotUrl: 'https://api.hubapi.com',
    lines: [line],
  })
})

test('a secret that is being replaced is held beside the new one', () => {
  const { portal } = readConfig({ ...good, HUBSPOT_CLIENT_SECRET_PREVIOUS: 'client-secret-of-last-month' })
  expect(portal.clientSecrets).toEqual(['client-secret-of-the-app', 'client-secret-of-last-month'])
})

test('an empty environment names all that is missing at once', () => {
  const nothing = Object.fromEntries(Object.keys(good).map((name) => [name, undefined]))
  const mistakes = mistakesIn(nothing)
  expect(mistakes).toHaveLength(Object.keys(good).length)
  for (const name of Object.keys(good)) expect(mistakes.join('\n')).toContain(`${name} `)
})

test.each([
  ['PUBLIC_URL', 'relay.company.example'],
  ['PUBLIC_URL', 'ftp://relay.company.example'],
  ['HUBSPOT_PORTAL_ID', 'four'],
  ['HUBSPOT_PORTAL_ID', '0'],
  ['HUBSPOT_CLIENT_SECRET', 'short'],
  ['HOMING_FUNCTION_SECRET', 'short'],
  ['PORT', '70000'],
  ['PORT', '80.5'],
  ['PORT', 'http'],
  ['DEFAULT_COUNTRY', 'USA'],
  ['LOG_LEVEL', 'loud'],
  ['DATABASE_URL', 'mysql://localhost'],
  ['HUBSPOT_API_URL', 'api.hubapi.com'],
  ['TIMELINE_DOUBT_MS', '1'],
  ['LINES', '[]'],
  ['LINES', '{'],
  ['LINES', '{}'],
  ['LINES', JSON.stringify([{ ...line, id: 'a/b' }])],
  ['LINES', JSON.stringify([{ ...line, channel: 'fax' }])],
  ['LINES', JSON.stringify([{ ...line, colour: 'red' }])],
  ['LINES', JSON.stringify([line, line])],
  ['LINES_FILE', '/nowhere/lines.json'],
])('%s=%.60s is a mistake that is named', (name, value) => {
  const mistakes = mistakesIn({ [name]: value, ...(name === 'LINES_FILE' ? { LINES: undefined } : {}) })
  expect(mistakes).not.toEqual([])
  for (const mistake of mistakes) expect(mistake).toContain(name)
})

test('lines come from a file as well, and not from both', () => {
  const folder = mkdtempSync(join(tmpdir(), 'homing-config-'))
  const file = join(folder, 'lines.json')
  writeFileSync(file, JSON.stringify([{ ...line, id: 'from-file' }]))
  expect(readConfig({ ...good, LINES: undefined, LINES_FILE: file }).lines[0]?.id).toBe('from-file')
  expect(mistakesIn({ LINES_FILE: file })).toEqual(['  - LINES and LINES_FILE are both set; keep one.'])
  rmSync(folder, { recursive: true })
})

test('what providers say against their lines is told beside everything else', () => {
  const lines = JSON.stringify([line, { ...line, id: 'other' }])
  const mistakes = mistakesIn({ PORT: 'x', LINES: lines }, ({ id }) => {
    throw new Invalid('invalid_settings', `I do not like ${id}.`)
  })
  expect(mistakes).toEqual([
    expect.stringContaining('PORT'),
    '  - LINES, line "sms": I do not like sms.',
    '  - LINES, line "other": I do not like other.',
  ])
})

test('a relay with mistakes in its configuration prints all of them and ends', async () => {
  const lines = [
    { ...line, provider: 'pigeon' },
    { ...line, id: 'second', settings: { url: 'nowhere' } },
    { ...line, id: 'third', channel: 'email' },
  ]
  const relay = startRelayProcess({ ...good, PORT: 'x', HUBSPOT_PORTAL_ID: '', LINES: JSON.stringify(lines) })
  expect(await relay.ended).toBe(1)
  const said = relay.lines.join('\n')
  expect(said).toMatch(/^The configuration has 5 mistakes:/)
  for (const word of ['PORT', 'HUBSPOT_PORTAL_ID', 'pigeon', '"second"', '"third"']) expect(said).toContain(word)
  expect(said).not.toMatch(/secret-token|client-secret|function-secret|\bat .*:\d+:\d+/)
})
