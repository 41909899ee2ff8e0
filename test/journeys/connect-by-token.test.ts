import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { runCommand } from '../../relay/command/run-command.ts'
import { createMarketplace, type Marketplace } from '../marketplace.ts'
import { until } from '../until.ts'
import { createWorld, functionSecret, portalId } from '../world.ts'

const [third, byOauth] = ['7301', '7302'] as const
const scopes = ['crm.objects.contacts.read', 'crm.objects.contacts.write', 'sales-email-read', 'oauth']

let world: Marketplace
let folder: string
beforeAll(async () => {
  world = await createMarketplace([{ portalId: Number(byOauth) }])
  // Before a restart, after which HubSpot knows another address of the relay.
  await world.connect(byOauth)
  folder = mkdtempSync(join(tmpdir(), 'homing-connect-'))
  world.hubspot.grant({ portalId: Number(third), accessToken: 'pat-of-third', scopes })
  for (const token of ['pat-canary-one', 'pat-canary-two']) {
    world.hubspot.grant({ portalId: Number(portalId), accessToken: token, scopes })
  }
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await world.close()
})
afterEach(() => world.hubspot.faults.clear())

/** What a person sees who types this, and the exit code. */
async function typed(words: string, env: Record<string, string> = {}): Promise<{ code: number; said: string }> {
  const said: string[] = []
  const asked = { HOST: '127.0.0.1', PORT: String(world.config.port), HOMING_FUNCTION_SECRET: functionSecret, ...env }
  const code = await runCommand(words.split(' '), asked, (text) => said.push(text))
  return { code, said: said.join('\n') }
}
const connect = (portal: string, token: string, more = '') =>
  typed(`portals connect ${portal} --token-env TOKEN${more}`, { TOKEN: token })

const stored = async (portal: string) => (await world.stateOf(portal))?.access_token ?? null
const audited = (portal: string) =>
  world.database.query<{ action: string; detail: { kind?: string; version?: number } }>(
    `select action, detail::jsonb as detail from audit where portal_id = $1 and action like 'credential.%' order by sequence`,
    [portal],
  )

test('a token that is entered is used in place of the configured one, in every process, and stays after a start', async () => {
  const other = await world.another()
  const file = join(folder, 'token')
  writeFileSync(file, 'pat-canary-one\n')
  expect(await typed(`portals connect ${portalId} --token-file ${file}`)).toEqual({
    code: 0,
    said: `${portalId}  the token is stored, sealed.\n${portalId}  ok: private_app of portal-${portalId}, with every scope it needs`,
  })
  expect(await stored(portalId)).not.toContain('canary')
  world.hubspot.revoke('pat-na1-test')
  for (const url of [world.url, other.url]) {
    await until(async () => expect(await tested(url)).toMatchObject({ ok: true }))
  }
  await world.restart()
  expect(await typed(`portals test ${portalId}`)).toMatchObject({ code: 0 })
  expect((await audited(portalId)).map(({ action }) => action)).toContain('credential.connected')
})

/** The connection of the private account as another process of the relay finds it. */
async function tested(url: string): Promise<unknown> {
  const port = new URL(url).port
  const { code } = await typed(`portals test ${portalId}`, { PORT: port })
  return { ok: code === 0 }
}

test('another one takes its place, the one before is used no more, and the audit log says so', async () => {
  await connect(portalId, 'pat-canary-one')
  const rotated = await connect(portalId, 'pat-canary-two')
  expect(rotated.code).toBe(0)
  expect(rotated.said).toContain('the token before is used no more, so withdraw it in HubSpot')
  world.hubspot.revoke('pat-canary-one')
  expect(await typed(`portals test ${portalId}`)).toMatchObject({ code: 0 })
  const rows = await audited(portalId)
  expect(rows.filter(({ action }) => action === 'credential.rotated').at(-1)?.detail.kind).toBe('private_app')
  expect(JSON.stringify(rows)).not.toContain('canary')
  expect(world.logged.join()).not.toContain('canary')
})

test('a token of another account, and one that HubSpot does not know, are not stored', async () => {
  const before = await stored(portalId)
  const other = await connect(portalId, 'pat-of-third')
  expect(other).toEqual({
    code: 1,
    said: `Nothing was stored: the token belongs to the HubSpot account ${third}, not to ${portalId}.`,
  })
  const unknown = await connect(portalId, 'pat-nobody-knows')
  expect(unknown.code).toBe(1)
  expect(unknown.said).toContain('Nothing was stored, since HubSpot does not confirm the token')
  expect(unknown.said).not.toContain('pat-nobody-knows')
  world.hubspot.faults.next({ kind: 'status', status: 503, match: { path: /account-info/ } })
  expect(await connect(portalId, 'pat-canary-two')).toMatchObject({ code: 1, said: /Nothing was stored/ })
  expect(await stored(portalId)).toBe(before)
})

test('an account that the configuration does not name is connected, stays so after a start, and is taken out again', async () => {
  expect(await connect(third, 'pat-of-third', ' --service-key')).toMatchObject({
    code: 0,
    said: expect.stringContaining(`${third}  ok: service_key of portal-${third}`) as string,
  })
  await world.restart()
  expect(await typed(`portals test ${third}`)).toMatchObject({ code: 0 })
  expect(await typed(`portals uninstall ${third}`)).toMatchObject({ code: 0 })
  expect(await world.stateOf(third)).toMatchObject({ state: 'uninstalled', access_token: null })
  expect((await typed(`portals test ${third}`)).code).toBe(1)
})

test('what a token may not do is told, and it is stored all the same', async () => {
  world.hubspot.grant({
    portalId: Number(third),
    accessToken: 'pat-poor',
    scopes: ['crm.objects.contacts.read', 'oauth'],
  })
  expect(await connect(third, 'pat-poor')).toEqual({
    code: 1,
    said: `${third}  the token is stored, sealed.\n${third}  FAILED: missing scopes: crm.objects.contacts.write, sales-email-read`,
  })
  expect(await stored(third)).not.toBeNull()
})

test('a service key that may not tell whose it is could be of any account, and is not stored', async () => {
  const before = await stored(third)
  for (const [portal, accessToken] of [
    [third, 'pat-silent'],
    [portalId, 'pat-silent-of-another'],
  ] as const) {
    world.hubspot.grant({ portalId: Number(portal), accessToken, scopes: scopes.filter((scope) => scope !== 'oauth') })
    const { code, said } = await connect(third, accessToken, ' --service-key')
    expect(code).toBe(1)
    expect(said).toMatch(/^Nothing was stored, since HubSpot does not let this token tell whose it is: let it read/)
  }
  expect(await stored(third)).toBe(before)
})

test('an account that is connected by OAuth stays so', async () => {
  world.hubspot.grant({ portalId: Number(byOauth), accessToken: 'pat-of-oauth', scopes })
  const before = await world.stateOf(byOauth)
  expect(await connect(byOauth, 'pat-of-oauth')).toMatchObject({ code: 1, said: /is connected by OAuth: run/ })
  expect(await world.stateOf(byOauth)).toEqual(before)
})

test.each([
  [`portals connect ${portalId}`, {}, 'Say where the token stands'],
  [`portals connect ${portalId} pat-typed-canary`, {}, 'Say where the token stands'],
  [`portals connect ${portalId} --token-env NOT_SET`, {}, 'There is nothing in NOT_SET.'],
  [`portals connect ${portalId} --token-file /not/there`, {}, '/not/there cannot be read (ENOENT).'],
  [`portals connect ${portalId} --token-env T --service-key --service-key`, { T: 'x' }, 'Say where the token stands'],
  [`portals connect ${portalId} --token-env T`, { T: '"pat-canary"' }, 'stands in quotation marks'],
  [`portals connect ${portalId} --token-env T`, { T: 'pat canary' }, 'holds a blank'],
  ['portals connect mine --token-env T', { T: 'x' }, 'in digits'],
  ['portals connect', {}, 'Say which <id>: npm run relay -- portals connect <id>'],
])('%s is answered in words', async (words, env: Record<string, string>, answer) => {
  const { code, said } = await typed(words, env)
  expect(code).toBe(1)
  expect(said).toContain(answer)
  expect(said).not.toContain('canary')
})

test('without a master key nothing is stored, and how to make one is said', async () => {
  const bare = await createWorld()
  try {
    const { code, said } = await typed(`portals connect ${portalId} --token-env TOKEN`, {
      ...{ PORT: String(bare.config.port), TOKEN: 'pat-na1-test' },
    })
    expect(code).toBe(1)
    expect(said).toContain('openssl rand -base64 32')
    expect(said).toContain('HOMING_MASTER_KEY')
  } finally {
    await bare.close()
  }
})
