import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { verifyAudit } from '../../relay/store/audit/audit-verify.ts'
import { createMarketplace, lineOf, type Marketplace } from '../marketplace.ts'
import { until } from '../until.ts'
import { portalId as privatePortal } from '../world.ts'

/** One account a test, so that none finds what another left. */
let next = 5400
const relayItself = '0'

let world: Marketplace
beforeAll(async () => {
  const accounts = Array.from({ length: 20 }, (_, index) => ({
    portalId: 5401 + index,
    admin: { userId: 70 + index, email: `admin${index}@company.example` },
  }))
  world = await createMarketplace(accounts, {
    extraLines: [lineOf('5401', 'main', '+15550700001')],
  })
})
afterAll(async () => {
  const rows = await world.database.query<{ portal_id: string }>('select portal_id from audit_head')
  for (const { portal_id: id } of rows) expect((await verifyAudit(world.database.forPortal(id))).ok).toBe(true)
  await world.close()
})

let portal = ''
beforeEach(() => {
  portal = String((next += 1))
})

interface Entry {
  actor: string
  action: string
  detail: Record<string, unknown>
}
async function log(account: string, actions: RegExp): Promise<Entry[]> {
  const rows = await world.database.query<{ actor: string; action: string; detail: string }>(
    'select actor, action, detail from audit where portal_id = $1 order by sequence',
    [account],
  )
  return rows
    .filter(({ action }) => actions.test(action))
    .map(({ detail, ...row }) => ({ ...row, detail: JSON.parse(detail) as Entry['detail'] }))
}
const told = async (account: string, actions: RegExp) =>
  (await log(account, actions)).map(({ actor, action }) => `${actor} ${action}`)

describe('the audit log tells', () => {
  test('who installed, again and anew, and who took it out', async () => {
    const user = `user:${Number(portal) - 5331}`
    const link = (await world.operator<{ url: string }>('/admin/install-link', { workspace: 'acme' })).body.url
    await world.browser().install(portal, { link })
    await world.browser().install(portal)
    await world.operator('/admin/uninstall', { portalId: portal })
    await world.browser().install(portal)
    expect(await told(portal, /^portal\./)).toEqual([
      `${user} portal.installed`,
      `${user} portal.renewed`,
      'operator portal.uninstalled',
      `${user} portal.connected_again`,
    ])
    const [installed] = await log(portal, /^portal\.installed/)
    expect(installed?.detail).toMatchObject({ workspace: 'acme', byLink: true })
    expect(await log(relayItself, /link_made/)).toMatchObject([{ actor: 'operator', detail: { workspace: 'acme' } }])
  })

  test('whose installation was refused, and why; of nobody known in the log of the relay itself', async () => {
    await world.browser().install(portal, { withhold: ['sales-email-read'] })
    expect(await log(portal, /./)).toMatchObject([
      { action: 'portal.install_refused', detail: { code: 'missing_scopes' } },
    ])
    await world.browser().install(portal, { answer: 'deny' })
    await until(async () => {
      const refused = await log(relayItself, /^request\.refused/)
      expect(refused).toContainEqual({
        actor: 'address:127.0.0.1',
        action: 'request.refused',
        detail: expect.objectContaining({ door: '/oauth/callback', code: 'denied' }) as object,
      })
    })
  })

  test('that a token was renewed, that it could not be, and that its grant was worth nothing', async () => {
    const { ask } = await world.connect(portal)
    const body = { error: 'invalid_client', status: 'BAD_CLIENT_SECRET', message: 'no' }
    world.hubspot.faults.next({ kind: 'status', status: 400, body, match: { path: /oauth\/.*token$/ } })
    world.hubspot.oauth.killAccessTokens(Number(portal))
    await ask()
    await until(async () => expect(await told(portal, /not_renewed/)).toEqual(['relay credential.not_renewed']))
    await world.database.query("update portal set renewal_after = '-infinity' where portal_id = $1", [portal])
    await ask()
    await until(async () =>
      expect(await log(portal, /credential\.renewed/)).toMatchObject([{ detail: { why: 'refused_by_hubspot' } }]),
    )
    world.hubspot.oauth.uninstall(Number(portal))
    await ask()
    await until(async () => expect(await told(portal, /revoked/)).toEqual(['hubspot portal.revoked']))
  })

  test('that a credential was tested or first used, once in a process', async () => {
    const { ask } = await world.connect(portal)
    for (let turn = 0; turn < 3; turn += 1) await ask()
    await world.operator('/admin/connection/test', { portalId: portal })
    await until(async () => expect(await told(portal, /credential\.used/)).toHaveLength(1))
    expect(await log(portal, /credential\.tested/)).toMatchObject([
      { actor: 'operator', detail: { kind: 'oauth', ok: true } },
    ])
    const contact = await world.contact()
    for (const body of ['One', 'Two']) await world.accepted(contact, body)
    await until(() => expect(world.phones.messages()).toHaveLength(2))
    await until(async () => {
      const uses = (await log(privatePortal, /credential\.used/)).map(({ detail }) => detail)
      expect(uses.filter(({ lineId }) => lineId === 'sms')).toEqual([{ kind: 'line', lineId: 'sms' }])
      expect(uses).toContainEqual({ kind: 'private_app' })
    })
    await world.operator('/admin/lines/test', { portalId: privatePortal, lineId: 'sms' })
    expect((await log(privatePortal, /credential\.tested/)).map(({ detail }) => detail)).toEqual([
      { kind: 'line', lineId: 'sms', result: 'ok', code: null },
    ])
  })

  test('which settings changed from one start to the next, by digest and never what they are', async () => {
    // Each start of this world has a port of its own.
    const settings = async (account: string) =>
      (await log(account, /^setting\./)).map(tell).filter((one) => !one.endsWith('publicUrl'))
    const before = [await settings(privatePortal), await settings('5401'), await settings(relayItself)]
    // What LINES said was taken over with the master key, and is the account's own since.
    expect(before[0]).toContain('setting.taken_over undefined')
    expect(before[2]).toContain('setting.set zoneData')
    await world.restart()
    expect([await settings(privatePortal), await settings('5401'), await settings(relayItself)]).toEqual(before)

    const [sms, ...others] = world.config.lines
    world.config.lines = [
      { ...sms!, label: 'Sales by SMS', settings: { ...sms!.settings, key: 'phone-key-2' } },
      ...others,
    ]
    world.config.rateLimits = { failures: { perSecond: 1, burst: 1 } }
    await world.restart()
    expect([await settings(privatePortal), await settings('5401')]).toEqual(before.slice(0, 2))
    expect(world.logged.join()).toContain('LINES or ROUTING were changed, and are not read')
    expect((await settings(relayItself)).slice(before[2]!.length)).toEqual(['setting.changed rateLimits'])
    const entries = [...(await log(privatePortal, /^setting\./)), ...(await log(relayItself, /^setting\./))]
    expect(JSON.stringify(entries)).not.toContain('phone-key')
    for (const { detail } of await log(relayItself, /^setting\./)) {
      expect(detail.after ?? '0123456789abcdef').toMatch(/^[0-9a-f]{16}$/)
    }
  })

  test('which secret changed also while the master key is being replaced', async () => {
    const settings = async () =>
      (await log(relayItself, /^setting\./)).map(tell).filter((one) => !one.endsWith('publicUrl'))
    const before = (await settings()).length
    const { createSecretKey, randomBytes } = await import('node:crypto')
    world.config.masterKeys = [createSecretKey(randomBytes(32)), ...(world.config.masterKeys ?? [])]
    world.config.operatorSecrets = ['another-secret-of-the-operator']
    await world.restart()
    expect((await settings()).slice(before).toSorted()).toEqual([
      'setting.changed masterKeys',
      'setting.changed operatorSecrets',
    ])
    // What was sealed with both is opened by neither.
    world.config.masterKeys = [createSecretKey(randomBytes(32))]
    await expect(world.restart()).rejects.toThrow('sealed with another master key')
  })
})

function tell({ action, detail }: Entry): string {
  return `${action} ${String(detail.name)}`
}
