import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { SettingsChanged } from '../../contract/settings/change.ts'
import type { ReadSettingsResponse } from '../../contract/settings/settings-request.ts'
import { createMarketplace, type Marketplace } from '../marketplace.ts'
import { until } from '../until.ts'
import { scopes } from '../world-config.ts'

const portals = ['6101', '6102', '6103']

let world: Marketplace
beforeAll(async () => {
  world = await createMarketplace(portals.map((portal) => ({ portalId: Number(portal) })))
})
afterAll(() => world.close())
afterEach(() => world.hubspot.faults.clear())

describe('uninstalling from Homing', () => {
  test('removes the app at HubSpot, and a new installation resumes', async () => {
    const { portal, ask } = await world.connectNext()
    const answer = await world.operator('/admin/uninstall', { portalId: portal })
    expect(answer).toMatchObject({ status: 200, body: { portalId: portal, state: 'uninstalled' } })
    expect(world.hubspot.oauth.isInstalled(Number(portal))).toBe(false)
    expect(await world.stateOf(portal)).toEqual({ state: 'uninstalled', access_token: null, refresh_token: null })
    expect((await ask()).status).toBe(403)
    expect((await world.operator('/admin/uninstall', { portalId: portal })).status).toBe(200)
    expect((await world.browser().install(portal)).text).toContain('connected again')
    expect((await ask()).status).toBe(200)
  })

  test('does nothing where HubSpot cannot be reached, and nothing to other kinds of accounts', async () => {
    const { portal } = await world.connectNext()
    world.hubspot.faults.next({ kind: 'status', status: 503, match: { path: /external-install/ } })
    expect((await world.operator('/admin/uninstall', { portalId: portal })).status).toBe(503)
    expect(await world.stateOf(portal)).toMatchObject({ state: 'active' })
    expect((await world.operator('/admin/uninstall', { portalId: '4242' })).status).toBe(409)
    expect((await world.operator('/admin/uninstall', { portalId: '999' })).status).toBe(404)
  })
})

describe('testing a connection', () => {
  test('names what the private token may not do', async () => {
    const tested = () => world.operator('/admin/connection/test', { portalId: '4242' })
    expect(await tested()).toMatchObject({
      status: 200,
      body: { ok: true, credential: 'private_app', missingScopes: [] },
    })
    world.hubspot.grant({ portalId: 4242, accessToken: 'pat-na1-test', scopes: ['crm.objects.contacts.read', 'oauth'] })
    expect((await tested()).body).toMatchObject({
      ok: false,
      missingScopes: ['crm.objects.contacts.write', 'sales-email-read'],
    })
    world.hubspot.revoke('pat-na1-test')
    expect((await tested()).body).toMatchObject({ ok: false, problem: { code: 'hubspot_token_refused' } })
  })

  test('says that lists may not be read where auto-send goes by one, and only there', async () => {
    world.hubspot.grant({ portalId: 4242, accessToken: 'pat-na1-test', scopes })
    const tested = async () => (await world.operator('/admin/connection/test', { portalId: '4242' })).body
    expect(await tested()).toMatchObject({ ok: true, missingScopes: [] })
    const { body } = await world.operator<ReadSettingsResponse>('/admin/settings', { portalId: '4242' })
    const autoSend = { lineId: 'sms', message: 'Welcome', match: { lists: ['12'] } }
    const said = { portalId: '4242', version: body.version, sections: { autoSend } }
    const saved = await world.operator<SettingsChanged>('/admin/settings/save', said)
    expect(saved).toMatchObject({ status: 200, body: { notes: [expect.stringContaining('crm.lists.read')] } })
    await until(async () => expect(await tested()).toMatchObject({ ok: false, missingScopes: ['crm.lists.read'] }))
    world.hubspot.grant({ portalId: 4242, accessToken: 'pat-na1-test', scopes: [...scopes, 'crm.lists.read'] })
    expect(await tested()).toMatchObject({ ok: true, missingScopes: [] })
  })

  test('finds out that an account is cut off', async () => {
    const { portal } = await world.connectNext()
    world.hubspot.oauth.uninstall(Number(portal))
    const { body } = await world.operator('/admin/connection/test', { portalId: portal })
    expect(body).toMatchObject({ ok: false, state: 'revoked', problem: { code: 'portal_inactive' } })
    expect((await world.operator('/admin/connection/test', { portalId: '999' })).status).toBe(404)
  })
})
