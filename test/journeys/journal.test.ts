import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { exportAudit } from '../../relay/store/audit/audit-export.ts'
import { createJournalMarketplace, type JournalMarketplace } from '../journal-marketplace.ts'
import { until } from '../until.ts'

const portals = Array.from({ length: 12 }, (_, index) => String(6301 + index))

let world: JournalMarketplace
beforeAll(async () => {
  world = await createJournalMarketplace(portals)
})
afterAll(() => world.close())
beforeEach(() => world.hubspot.calls.reset())
afterEach(() => world.hubspot.faults.clear())

/** Nothing is read until the test ends this. */
const hideJournal = () =>
  world.hubspot.faults.next({
    ...{ kind: 'status', status: 503, times: Infinity },
    match: { path: /^\/webhooks-journal\/journal\// },
  })
const introspected = () => world.asked(/introspect$/).length
const subscribed = () =>
  until(() =>
    expect(world.hubspot.journal.subscriptionsOf(world.hubspot.oauth.apps.values().next().value!)).toHaveLength(2),
  )

async function auditOf(portal: string): Promise<string> {
  let lines = ''
  for await (const line of exportAudit(world.database.forPortal(portal))) lines += line
  return lines
}

describe('an account that removes the app in HubSpot', () => {
  test('is cut off although nothing was asked of HubSpot, and goes on when it comes back', async () => {
    await subscribed()
    const portal = world.nextPortal()
    const { contact } = await world.connectBefore(portal, 24)
    const send = (body: string) =>
      world.byFetch(
        'send-message',
        { contact, idempotencyKey: `${body.replaceAll(' ', '-')}-${portal}`, lineId: 'main', body },
        { portalId: portal, userId: '7' },
      )
    await world.database.query("update line set state = 'paused' where portal_id = $1", [portal])
    expect((await send('On its way')).status).toBe(200)
    world.hubspot.calls.reset()
    world.hubspot.oauth.uninstall(Number(portal))
    await until(async () => expect(await world.portalState(portal)).toBe('revoked'))

    const asked = world.hubspot.calls.recent()
    expect(asked.filter(({ portalId, status }) => portalId === Number(portal) || status >= 400)).toEqual([])
    expect(introspected()).toBe(0)
    expect(world.log(`"portalId":"${portal}"`, 'must install the app again', '"alarm":true')).toHaveLength(1)
    expect(await auditOf(portal)).toMatch(/"portal.revoked".*uninstalled in HubSpot/)
    const [row] = await world.database.query('select access_token, refresh_token from portal where portal_id = $1', [
      portal,
    ])
    expect(row).toEqual({ access_token: null, refresh_token: null })
    expect(await send('Refused')).toMatchObject({ status: 403, problem: { code: 'portal_inactive' } })

    await world.database.query("update line set state = 'active' where portal_id = $1", [portal])
    await world.accepted(await world.contact({ mobilephone: '+12025559998' }), 'Others go on')
    const sent = () => world.phones.messages().map(({ body }) => body)
    await until(() => expect(sent()).toContain('Others go on'))
    expect(sent()).not.toContain('On its way')
    expect((await world.browser().install(portal)).text).toContain('connected again')
    await until(() => expect(sent()).toContain('On its way'))
  })

  test('minutes after it was connected is cut off when HubSpot has confirmed it', async () => {
    const portal = world.nextPortal()
    await world.connect(portal)
    const before = introspected()
    world.hubspot.oauth.uninstall(Number(portal))
    await until(async () => expect(await world.portalState(portal)).toBe('revoked'))
    expect(introspected()).toBe(before + 1)
    expect(world.log(`"portalId":"${portal}"`, 'uninstalled in HubSpot', '"alarm":true')).toHaveLength(1)
  })

  test('and comes back before anybody has read of it stays connected', async () => {
    const portal = world.nextPortal()
    const { ask } = await world.connectBefore(portal, 24)
    const end = hideJournal()
    world.hubspot.oauth.uninstall(Number(portal))
    expect((await world.browser().install(portal)).status).toBe(200)
    end()
    await world.readTo(world.told())
    expect(await world.portalState(portal)).toBe('active')
    expect((await ask()).status).toBe(200)
  })

  test('long ago, and was connected anew since, is left alone without asking', async () => {
    const portal = world.nextPortal()
    await world.connectBefore(portal, 1)
    const before = introspected()
    await world.readTo(world.told([portal, 'APP_UNINSTALL', 120]))
    expect(await world.portalState(portal)).toBe('active')
    expect(introspected()).toBe(before)
  })
})

test('an account that HubSpot has not lost stays connected, whatever the clocks and the journal say', async () => {
  const portal = world.nextPortal()
  await world.connect(portal)
  const before = introspected()
  await world.readTo(world.told([portal, 'APP_UNINSTALL', -2]))
  await world.readTo(world.told([portal, 'APP_UNINSTALL', -600]))
  await world.readTo(world.told({ type: 'app_lifecycle_event', action: 'APP_UNINSTALL', portalId: Number(portal) }))
  await world.readTo(world.told([portal, 'APP_UNINSTALL', -3], [portal, 'APP_INSTALL', -4]))
  expect(introspected()).toBe(before + 4)
  expect(await world.portalState(portal)).toBe('active')
  // Where HubSpot does not answer, nothing is cut off either, and the journal goes on.
  world.hubspot.faults.next({ kind: 'status', status: 503, match: { path: /introspect$/ } })
  await world.readTo(world.told([portal, 'APP_UNINSTALL', 0]))
  expect(await world.portalState(portal)).toBe('active')
})

test('an installation in the journal opens nothing', async () => {
  const [gone, unknown] = [world.nextPortal(), world.nextPortal()]
  await world.connectBefore(gone, 24)
  await world.readTo(world.told([gone, 'APP_UNINSTALL', 10]))
  await world.readTo(world.told([gone, 'APP_INSTALL', 5], [unknown, 'APP_INSTALL', 5], [unknown, 'APP_UNINSTALL', 4]))
  expect(await world.portalState(gone)).toBe('revoked')
  expect(await world.portalState(unknown)).toBeUndefined()
  for (const portal of [gone, unknown]) {
    const contact = world.contactOf(gone, { mobilephone: '+12025550188' })
    expect(await world.byFetch('conversation', { contact }, { portalId: portal, userId: '7' })).toMatchObject({
      status: expect.toSatisfy((status: number) => status === 401 || status === 403 || status === 404) as number,
    })
  }
})

test('files of the private account, of others and twice the same change nothing but what they tell', async () => {
  const portal = world.nextPortal()
  await world.connectBefore(portal, 24)
  const uninstalled = [portal, 'APP_UNINSTALL', 30] as [string, 'APP_UNINSTALL', number]
  const install = [portal, 'APP_INSTALL', 1440] as [string, 'APP_INSTALL', number]
  world.told(['4242', 'APP_UNINSTALL', 1], ['999999', 'APP_UNINSTALL', 1])
  world.told(uninstalled, uninstalled, install)
  await world.readTo(world.told(install, uninstalled))
  expect(await world.portalState(portal)).toBe('revoked')
  expect(await world.portalState('4242')).toBe('active')
  expect(world.log(`"portalId":"${portal}"`, '"alarm":true')).toHaveLength(1)
})

test('nothing that opens anything stands in a log, and no token was shown to the store of the files', async () => {
  world.told()
  await world.readTo(world.told())
  expect(world.logged.join('\n')).not.toMatch(/CC[0-9a-f-]{36}|client-secret-of-the-oauth-app|Signature=/)
  const files = world.asked(/^\/journal-files\//)
  expect(files).toHaveLength(2)
  expect(new Set(files.map(({ status }) => status))).toEqual(new Set([200]))
})
