import { randomBytes, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { ReadSettingsResponse } from '../contract/settings/settings-request.ts'
import { providers } from '../relay/providers/providers.ts'
import { createVault } from '../relay/vault/vault.ts'
import { ask } from './ask.ts'
import { createMarketplace, type Marketplace } from './marketplace.ts'
import { until } from './until.ts'
import { portalId } from './world.ts'

// Every provider is told to send, with credentials that are refused and by servers that fail.
vi.setConfig({ testTimeout: 90_000 })

const tenant = '7001'
/** Every secret, by where it lies. */
const secrets = new Map<string, string>()
/** All that anybody was told. */
const told: string[] = []

let world: Marketplace
let lines: Marketplace['config']['lines']
/** Refuses every credential, fails at everything, or hangs up, in turn; and repeats all it was told wherever it can. */
const vendor = createServer((request, response) => {
  asked += 1
  request.resume()
  if (asked % 3 === 0) return void request.socket.destroy()
  const { authorization = '', ...headers } = request.headers
  const [, basic] = /^Basic (.*)$/.exec(authorization) ?? []
  const credential = basic ? Buffer.from(basic, 'base64').toString() : authorization
  const echo = `You said ${credential} ${Object.values(headers).join(' ')} at ${request.url}`
  echoed.push(echo)
  const error = { message: echo, detail: echo, error_message: echo, code: 1, error_data: { details: echo } }
  response
    .writeHead(asked % 3 === 1 ? 401 : 500, { 'content-type': 'application/json' })
    .end(JSON.stringify({ ...error, error: Math.random() < 0.5 ? error : echo, errors: [error] }))
})
/** What the vendor repeated. */
const echoed: string[] = []
let asked = 0

interface Described {
  type?: string
  secret?: boolean
  default?: unknown
  properties?: Record<string, TSchema & Described>
}

/** Settings that a provider takes, with a secret of its own in each secret place. */
function settingsOf(schema: TSchema & Described, place: string, url: string): unknown {
  if (schema.properties) {
    const entries = Object.entries(schema.properties).map(([name, inner]) => [
      name,
      settingsOf(inner, `${place}.${name}`, url),
    ])
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
  }
  const { port } = new URL(url)
  const hex = randomBytes(20).toString('hex')
  const candidates = schema.secret
    ? [`canary${hex}`, `whsec_${Buffer.from(`canary${hex}`).toString('base64')}`]
    : [/url$/i.test(place) ? url : undefined, /port$/.test(place) ? Number(port) : undefined, schema.default].concat(
        [undefined, '127.0.0.1', 'someone@example.com', '123456789', `AC${'0'.repeat(32)}`, `MG${'0'.repeat(32)}`],
        [`https://relay.example`, 'rcs:acme_agent'],
      )
  const value = candidates.find((one) => one !== undefined && Value.Check(schema, one))
  if (value === undefined) throw new Error(`no value fits the setting ${place}`)
  if (schema.secret && typeof value === 'string') secrets.set(place, value)
  return value
}

/** A line of each provider, whose vendor has nothing but trouble. */
function linesOfAll(url: string): Marketplace['config']['lines'] {
  return [...providers.values()].map((provider, index) => ({
    id: provider.name,
    label: provider.name,
    provider: provider.name,
    channel: provider.channels[0] ?? 'sms',
    address: provider.name === 'email' ? 'sales@company.example' : `+1555020000${index}`,
    settings: settingsOf(provider.settings, provider.name, url) as Record<string, unknown>,
  }))
}

async function hear(method: string, target: string, headers: Record<string, string> = {}, body = ''): Promise<void> {
  const { status, headers: back, text } = await ask(world.url, { method, target, headers, body })
  told.push(`${status} ${JSON.stringify(back)} ${text}`)
}

beforeAll(async () => {
  await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve))
  const allowedHosts = ['127.0.0.0/8']
  world = await createMarketplace([{ portalId: Number(tenant) }], { parts: {}, config: { allowedHosts } })
  const page = await world.browser().install(tenant)
  told.push(page.text, JSON.stringify([...page.headers]))
  const denied = await world.browser().install(tenant, { answer: 'deny' })
  told.push(denied.text, JSON.stringify([...denied.headers]))
  lines = linesOfAll(`http://127.0.0.1:${(vendor.address() as AddressInfo).port}`)
  const read = await world.operator<ReadSettingsResponse>('/admin/settings', { portalId })
  const { version, sections } = read.body
  const all = [...(sections['lines'] as object[]), ...lines]
  const saved = await world.operator('/admin/settings/save', { portalId, version, sections: { lines: all } })
  expect(saved.status).toBe(200)
  told.push(JSON.stringify(saved), JSON.stringify(await world.operator('/admin/settings', { portalId })))
  const { portal, oauth, masterKeys = [], operatorSecrets = [] } = world.config
  const known: [string, string | undefined][] = [
    ['access token of the private app', portal?.accessToken],
    ['client secret', portal?.clientSecrets[0]],
    ['function secret', portal?.functionSecrets[0]],
    ['operator secret', operatorSecrets[0]],
    ['client secret of the app with OAuth', oauth?.clientSecrets[0]],
    ['webhook secret of the phones', 'phone-webhook-secret'],
    ...(['hex', 'base64', 'base64url'] as const).map((form): [string, string | undefined] => [
      `master key in ${form}`,
      masterKeys[0]?.export().toString(form),
    ]),
  ]
  for (const [place, secret] of known) if (secret) secrets.set(place, secret)
})
afterAll(async () => {
  await world.close()
  await new Promise((resolve) => vendor.close(resolve))
})

/** As much of an ordinary day as fits, with everything going wrong that can. */
async function busyDay(): Promise<void> {
  const contact = await world.contact()
  const firstId = await world.accepted(contact, 'Hello')
  for (const { id } of [...world.config.lines, ...lines]) {
    const wish = { contact, idempotencyKey: randomUUID(), lineId: id, body: 'Hello', subject: 'Hello' }
    told.push(JSON.stringify(await world.card('send-message', wish)))
  }
  world.phones.write({ from: '+12025550143', to: '+15550100001', body: 'Yes', channel: 'sms' })
  for (const path of ['/admin/lines', '/admin/lines/test', '/admin/connection/test']) {
    told.push(JSON.stringify(await world.operator(path, { portalId })))
  }
  told.push(JSON.stringify(await world.operator('/admin/install-link', { workspace: 'acme' })))
  // Who knows a secret names it where it does not belong, or sends nonsense with it.
  for (const [place, secret] of secrets) {
    const line = encodeURIComponent(place.split('.')[0] ?? '')
    const plain = encodeURIComponent(secret)
    await hear(
      'POST',
      '/card/messages',
      { 'homing-signature': `v1,${secret}`, authorization: `Bearer ${secret}` },
      '{}',
    )
    for (const target of [`/webhooks/${portalId}/${line}`, `/webhooks/${portalId}/${line}/${plain}`]) {
      const headers = { 'content-type': 'application/json', 'sb-signing-secret': secret, authorization: secret }
      await hear('POST', target, headers, '{"nonsense":true}')
      await hear('GET', `${target}?hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1`)
    }
  }
  for (const target of ['/openapi.json', '/healthz', '/readyz', '/nothing', '/webhooks/%zz']) await hear('GET', target)
  // Every line has tried, or said why it cannot.
  await until(async () => {
    const rows = await world.database.query(
      `select 1 from message where direction = 'outbound' and line_id <> 'blind'
         and status in ('scheduled', 'sending') and not exists (select 1 from message_event e where e.message_id = message.id
           and e.kind not in ('accepted', 'queued'))`,
    )
    expect(rows).toEqual([])
    expect((await world.shown(contact)).map(({ body }) => body)).toContain('Yes')
  }, 40_000)
  told.push(JSON.stringify(await world.card('conversation', { contact })))
  told.push(JSON.stringify(await world.card('message-trace', { contact, messageId: firstId })))
  await world.operator('/admin/uninstall', { portalId: tenant })
}

/** Every row of every table, the queue's too, and whatever bytes say in text. */
async function wholeDatabase(): Promise<string> {
  const tables = await world.database.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'`,
  )
  const rows: string[] = []
  for (const { name } of tables) {
    for (const { row } of await world.database.query<{ row: string }>(`select t::text as row from ${name} t`)) {
      rows.push(
        `${name} ${row} ${row.replaceAll(/\\+x([0-9a-f]+)/g, (_all, hex: string) => Buffer.from(hex, 'hex').toString())}`,
      )
    }
  }
  return rows.join('\n')
}

/** The secrets that stand in a text, by their places and what is around them. */
function found(text: string): string[] {
  return [...secrets].flatMap(([place, secret]) => {
    const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64').replace(/=+$/, '')]
    const at = Math.max(...forms.map((form) => text.indexOf(form)))
    return at === -1 ? [] : [`${place}: …${text.slice(Math.max(0, at - 120), at)}«here»`]
  })
}

test('no secret is in any log line, answer, documentation or row, whatever goes wrong', async () => {
  await busyDay()
  const vault = createVault({ keys: world.config.masterKeys ?? [] })
  const sealed = await world.database.query<Record<'access_token' | 'refresh_token', string | null>>(
    'select access_token, refresh_token from portal where portal_id = $1',
    [tenant],
  )
  for (const column of ['access_token', 'refresh_token'] as const) {
    const value = sealed[0]?.[column]
    if (value) secrets.set(`${column} of ${tenant}`, vault.open(value, { portalId: tenant, field: `portal.${column}` }))
  }
  expect(secrets.size).toBeGreaterThan(20)
  expect(asked).toBeGreaterThan(5)
  expect(found(echoed.join('\n')).length, 'secrets that a vendor repeated').toBeGreaterThan(3)
  expect(world.logged.length).toBeGreaterThan(5)
  expect(found(world.logged.join('\n')), 'in the log').toEqual([])
  expect(found(told.join('\n')), 'in an answer').toEqual([])
  expect(found(await wholeDatabase()), 'in the database').toEqual([])
})
