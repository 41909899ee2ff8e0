import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { expectPage } from '../../test/expect-page.ts'
import { createMarketplace, lineOf, type Marketplace } from '../../test/marketplace.ts'
import { functionSecret, portalId } from '../../test/world.ts'
import { runCommand } from './run-command.ts'

const [north, south] = ['5501', '5502'] as const
const operatorSecret = 'secret-of-whoever-runs-the-relay'

let world: Marketplace
let env: Record<string, string>
beforeAll(async () => {
  world = await createMarketplace(
    [
      { portalId: Number(north), hubDomain: 'north.example' },
      { portalId: Number(south), hubDomain: 'south.example\u001b[2J' },
    ],
    { extraLines: [lineOf(north, 'main', '+15550700001')] },
  )
  env = { HOST: '127.0.0.1', HOMING_FUNCTION_SECRET: functionSecret }
})
afterAll(() => world.close())
afterEach(() => world.hubspot.faults.clear())

/** What a person sees who types this, and the exit code. */
async function typed(words: string, changes: Record<string, string> = {}): Promise<{ code: number; said: string }> {
  const said: string[] = []
  const asked = { ...env, PORT: String(world.config.port), ...changes }
  const code = await runCommand(words.split(' '), asked, (text) => said.push(text))
  return { code, said: said.join('\n') }
}

describe('whoever runs the relay', () => {
  test('sends a link that connects an account to a workspace', async () => {
    const { code, said } = await typed('portals install-link acme 3')
    expect(code).toBe(0)
    const [link = '', words] = said.split('\n')
    expect(words).toMatch(
      /^Whoever opens it as an admin connects their HubSpot account to "acme", until 20\d\d-.* UTC\.$/,
    )
    expectPage(await world.browser().install(north, { link }), 200, /workspace acme/)
    const withWorkflows = (await typed('portals install-link other workflows')).said
    expect(withWorkflows).toContain('workflows=1')
    expect(await typed('portals install-link portal-1')).toMatchObject({ code: 1, said: /^Name the workspace/ })
  })

  test('sees every account and how it stands, and why one does not stand well', async () => {
    await world.browser().install(south)
    await world.operator('/admin/uninstall', { portalId: south })
    const rows = (await typed('portals')).said.split('\n').map((row) => row.trimEnd().split(/ {2,}/))
    const since = expect.stringMatching(/^20\d\d-\d\d-\d\d \d\d:\d\d UTC$/) as string
    const active = await world.operator<{ portals: object[] }>('/admin/portals', { which: 'active' })
    expect(active.body.portals).toHaveLength(2)
    expect(rows).toEqual([
      ['ACCOUNT', 'STATE', 'EDITION', 'CREDENTIAL', 'LINES', 'WORKSPACE', 'SINCE', 'WEBSITE'],
      [portalId, 'active', 'private', 'private_app', '3', `portal-${portalId}`, since],
      [north, 'active', 'marketplace', 'oauth', '1', 'acme', since, 'north.example'],
      [south, 'uninstalled', 'marketplace', 'oauth', '0', `portal-${south}`, since, 'south.example [2J'],
      ['', 'Homing was uninstalled by whoever runs the relay'],
    ])
  })

  test('tests a connection: what is missing is named, and fails the command', async () => {
    expect(await typed(`portals test ${north}`)).toEqual({
      code: 0,
      said: `${north}  ok: oauth of acme, with every scope it needs`,
    })
    world.hubspot.grant({ portalId: 4242, accessToken: 'pat-na1-test', scopes: ['crm.objects.contacts.read', 'oauth'] })
    expect(await typed(`portals test ${portalId}`)).toEqual({
      code: 1,
      said: `${portalId}  FAILED: missing scopes: crm.objects.contacts.write, sales-email-read`,
    })
    world.hubspot.revoke('pat-na1-test')
    const revoked = await typed(`portals test ${portalId}`)
    expect(revoked.code).toBe(1)
    expect(revoked.said).toMatch(/FAILED: .* \(hubspot_token_refused\)$/)
  })

  test('takes Homing out of an account, which a new installation resumes', async () => {
    expect(await typed(`portals uninstall ${north}`)).toEqual({
      code: 0,
      said: `${north} is uninstalled. Nothing leaves for it any more; its data are kept, and installing again resumes.`,
    })
    expect(world.hubspot.oauth.isInstalled(Number(north))).toBe(false)
    expectPage(await world.browser().install(north), 200, /connected again/)
    expect(await typed(`portals uninstall ${portalId}`)).toMatchObject({ code: 1, said: /private edition/ })
  })

  test.each([
    ['portals test 999', 'This relay does not serve the HubSpot account 999.'],
    ['portals uninstall 999', 'This relay does not serve the HubSpot account 999.'],
    ['portals test mine', 'Name the HubSpot account by its id, in digits.'],
    ['portals test', 'Say which <id>: npm run relay -- portals test <id>'],
    ['portals install-link', 'Say which <workspace>: npm run relay -- portals install-link <workspace>'],
    ['portals install-link acme soon', 'There is no command "portals install-link acme soon".'],
    ['portals delete 5501', 'npm run relay -- portals uninstall <id>'],
  ])('is told in words what is wrong with "%s"', async (words, answer) => {
    const { code, said } = await typed(words)
    expect(code).toBe(1)
    expect(said).toContain(answer)
  })

  test('is told which secret is missing', async () => {
    expect((await typed('portals', { HOMING_FUNCTION_SECRET: '' })).said).toContain('Set HOMING_OPERATOR_SECRET as')
    const asPrivate = { HOMING_FUNCTION_SECRET: '', HUBSPOT_PORTAL_ID: '4242' }
    expect((await typed('portals', asPrivate)).said).toContain('Set HOMING_FUNCTION_SECRET as')
  })
})

test('once whoever runs the relay has a secret of their own, that of a function opens nothing here', async () => {
  world.config.operatorSecrets = [operatorSecret]
  await world.restart()
  const asOperator = { HOMING_OPERATOR_SECRET: operatorSecret }
  expect((await typed('portals', asOperator)).said).toContain(`\n${north} `)
  expect(await typed(`portals test ${north}`, asOperator)).toMatchObject({ code: 0 })
  expect(await typed('portals install-link third', asOperator)).toMatchObject({ code: 0 })

  for (const words of ['', ` test ${portalId}`, ` test ${north}`, ` uninstall ${north}`, ' install-link third']) {
    expect(await typed(`portals${words}`)).toMatchObject({ code: 1, said: /sign with HOMING_OPERATOR_SECRET/ })
  }
  expect(world.hubspot.oauth.isInstalled(Number(north))).toBe(true)
})
