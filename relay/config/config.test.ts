import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Routing } from '../../contract/routing.ts'
import { projectRoot } from '../../project/project-root.ts'
import { startRelayProcess } from '../../test/relay-process.ts'
import { ConfigError, readConfig } from './config.ts'
import { Invalid } from '../errors.ts'
import { providers } from '../providers/providers.ts'
import { readLine } from '../providers/read-line.ts'

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

test('the memory for files has room for the largest file that a line carries', () => {
  const most = Math.max(...[...providers.values()].map(({ attachments }) => attachments?.bytes ?? 0))
  expect(readConfig({ ...good, FILE_MEMORY_MB: '25' }).fileMemory).toBeGreaterThanOrEqual(most)
  expect(mistakesIn({ FILE_MEMORY_MB: '24' })).toHaveLength(1)
})

test('a secret that is being replaced is held beside the new one', () => {
  const { portal } = readConfig({ ...good, HUBSPOT_CLIENT_SECRET_PREVIOUS: 'client-secret-of-last-month' })
  expect(portal?.clientSecrets).toEqual(['client-secret-of-the-app', 'client-secret-of-last-month'])
})

test('an empty environment will do to begin with, on a database of its own', () => {
  expect(readConfig({})).toMatchObject({ publicUrl: 'http://127.0.0.1:8080', portal: null, oauth: null, lines: [] })
  expect(readConfig({ PORT: '9000' }).publicUrl).toBe('http://127.0.0.1:9000')
  expect(mistakesIn({ PUBLIC_URL: '', DATABASE_URL: 'postgresql://db.company.example/homing' })).toEqual([
    expect.stringContaining('PUBLIC_URL is missing'),
  ])
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
  ['LINES', 'null'],
  ['LINES', '{'],
  ['LINES', '{}'],
  ['LINES', JSON.stringify([{ ...line, id: 'a/b' }])],
  ['LINES', JSON.stringify([{ ...line, channel: 'fax' }])],
  ['LINES', JSON.stringify([{ ...line, colour: 'red' }])],
  ['LINES', JSON.stringify([line, line])],
  ['SETTINGS', 'database'],
  ['SETTINGS', 'files'],
  ['SETTINGS_FOLDER', '/nowhere'],
  ['LINES_FILE', '/nowhere/lines.json'],
  ['ROUTING_FILE', '/nowhere/routing.json'],
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

const ways = [
  line,
  { ...line, id: 'imessage', channel: 'imessage' },
  { ...line, id: 'whatsapp', channel: 'whatsapp' },
  { ...line, id: 'email', channel: 'email', address: 'sales@company.example' },
]
const routed = (routing: unknown) => ({ LINES: JSON.stringify(ways), ROUTING: JSON.stringify(routing) })

test('without routing there is none; with it, it is read, from a file as well, and not from both', () => {
  expect(readConfig(good).routing).toEqual({})
  const routing = { ladder: [{ channel: 'imessage' }, { channel: 'sms', when: { notCapable: true } }] }
  expect(readConfig({ ...good, ...routed(routing) }).routing).toEqual(routing)
  const folder = mkdtempSync(join(tmpdir(), 'homing-config-'))
  const file = join(folder, 'routing.json')
  writeFileSync(file, JSON.stringify({ attachmentHosts: ['files.company.example'] }))
  expect(readConfig({ ...good, ROUTING_FILE: file }).routing).toEqual({ attachmentHosts: ['files.company.example'] })
  expect(mistakesIn({ ...routed(routing), ROUTING_FILE: file })).toEqual([
    '  - ROUTING and ROUTING_FILE are both set; keep one.',
  ])
  rmSync(folder, { recursive: true })
})

test('the routing and the lines in the docs are what the relay takes, together', () => {
  const docs = join(projectRoot, 'docs')
  const { routing } = readConfig(
    {
      ...good,
      LINES: undefined,
      LINES_FILE: join(docs, 'lines.example.json'),
      ROUTING_FILE: join(docs, 'routing.example.json'),
    },
    (one) => void readLine(one, '', '', providers),
  )
  expect(routing.ladder?.map(({ channel }) => channel)).toEqual(['imessage', 'sms', 'whatsapp', 'email'])
  // Whatever may be configured is shown there.
  expect(Object.keys(routing).toSorted()).toEqual(Object.keys(Routing.properties).toSorted())
})

test('every mistake in the ladder and the owners is told at once, by its step', () => {
  const mistakes = mistakesIn({
    PORT: 'x',
    ...routed({
      ladder: [
        { channel: 'imessage', lineId: 'nowhere', when: { notCapable: true } },
        { channel: 'sms' },
        { channel: 'sms', when: { notCapable: false } },
        { channel: 'sms', lineId: 'imessage', when: { failed: ['line'] } },
        { channel: 'email', when: { notDeliveredMinutes: 5 }, template: { name: 'a', language: 'en', parameters: [] } },
      ],
      owners: { '77': ['sms', 'fax'], '78': ['pigeon'] },
      autoSend: { lineId: 'telex', message: 'Hello' },
    }),
  })
  expect(mistakes).toEqual([
    expect.stringContaining('PORT'),
    ...[
      'ROUTING.ladder.0.lineId names the line "nowhere", which is not there; there are ',
      'ROUTING.ladder.0.when does not belong to the first step',
      'ROUTING.ladder.1.when is missing',
      'ROUTING.ladder.2.when is missing',
      'ROUTING.ladder.3.lineId names the line "imessage", which carries imessage and not sms',
      'ROUTING.ladder.4.template does not belong here',
      'ROUTING.owners.77.1 names the line "fax"',
      'ROUTING.owners.78.0 names the line "pigeon"',
      'ROUTING.autoSend.lineId names the line "telex"',
    ].map((words): unknown => expect.stringContaining(words)),
  ])
})

test('a step on a channel that no line carries is a mistake', () => {
  const ladder = [{ channel: 'sms' }, { channel: 'whatsapp', when: { failed: ['undelivered'] } }]
  expect(mistakesIn({ ROUTING: JSON.stringify({ ladder }) })).toEqual([
    '  - ROUTING.ladder.1.channel is whatsapp, which no line carries: add one, or remove this step.',
  ])
})

test.each([
  ['no JSON', '{', 'is not JSON'],
  ['a list', '[]', 'ROUTING'],
  ['a member that nobody knows', '{"ladders":[]}', 'ROUTING.ladders is not known'],
  ['a channel that nobody knows', '{"ladder":[{"channel":"fax"}]}', 'ROUTING.ladder.0.channel'],
  [
    'a kind of failure that nobody knows',
    '{"ladder":[{"channel":"sms","when":{"failed":["bored"]}}]}',
    'when.failed.0',
  ],
  ['a step that never waits', '{"ladder":[{"channel":"sms","when":{"notDeliveredMinutes":0}}]}', 'notDeliveredMinutes'],
  ['an owner who is no number', '{"owners":{"ada":["sms"]}}', 'ROUTING.owners'],
  ['a ladder of seven steps', JSON.stringify({ ladder: Array(7).fill({ channel: 'sms' }) }), 'ROUTING.ladder'],
  ['a property that none can be called', '{"addresses":{"sms":["Mobile phone"]}}', 'ROUTING.addresses.sms.0'],
  ['an owner without lines', '{"owners":{"77":[]}}', 'ROUTING.owners.77'],
  ['a pause without its minutes', '{"pause":{"percent":50,"least":20}}', 'ROUTING.pause'],
  ['more than all of the messages', '{"pause":{"percent":101,"least":20,"minutes":60}}', 'ROUTING.pause.percent'],
  ['a host that is empty', '{"attachmentHosts":[""]}', 'ROUTING.attachmentHosts.0'],
])('ROUTING with %s is a mistake that says where', (_what, value, where) => {
  const mistakes = mistakesIn({ ROUTING: value })
  expect(mistakes).not.toEqual([])
  expect(mistakes.join('\n')).toContain(where)
  for (const mistake of mistakes) expect(mistake).toMatch(/^ {2}- ROUTING/)
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

test('what is kept too short a time, or its story shorter than what it came in, is told', () => {
  expect(readConfig(good).retain).toEqual({ raw: 30, stories: 400, versions: null })
  expect(mistakesIn({ RETAIN_RAW_DAYS: '0', RETAIN_STORIES_DAYS: 'forever' })).toEqual([
    '  - RETAIN_RAW_DAYS must be a whole number from 3 to 3650, but is "0".',
    '  - RETAIN_STORIES_DAYS must be a whole number from 30 to 36500, but is "forever".',
  ])
  expect(mistakesIn({ RETAIN_RAW_DAYS: '90', RETAIN_STORIES_DAYS: '60' })).toEqual([
    '  - RETAIN_STORIES_DAYS must not be less than RETAIN_RAW_DAYS: what became of a message is kept longest.',
  ])
})
