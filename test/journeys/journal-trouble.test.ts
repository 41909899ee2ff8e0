import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createJournalMarketplace, type JournalMarketplace } from '../journal-marketplace.ts'
import { until } from '../until.ts'

const portals = Array.from({ length: 20 }, (_, index) => String(6401 + index))

let world: JournalMarketplace
beforeAll(async () => {
  world = await createJournalMarketplace(portals)
})
afterAll(() => world.close())
beforeEach(() => world.hubspot.calls.reset())
afterEach(() => world.hubspot.faults.clear())

const revoked = (portal: string) => until(async () => expect(await world.portalState(portal)).toBe('revoked'))
const offsetNow = async () => {
  const [row] = await world.database.query<{ at_offset: string | null }>('select at_offset from journal')
  return row?.at_offset
}
const reading = { path: /^\/webhooks-journal\/journal\/.*(earliest|next)$/ }
const givesUp = 'is given up'

describe('where HubSpot does not let the app read its journal', () => {
  const subscribing = /^\/webhooks-journal\/subscriptions\//
  const tokens = /^\/oauth\/[^/]+\/token$/
  const told = (from: number) =>
    world.logged.slice(from).filter((line) => line.includes('does not let this relay read the Webhooks Journal'))

  test.each([
    ['no token: 400', tokens, 400],
    ['no token: 404', tokens, 404],
    ['no subscription: 403', subscribing, 403],
    ['no subscription: 404', subscribing, 404],
  ])('it says so once, tries rarely, and notices otherwise (%s)', async (_what, path, status) => {
    const portal = world.nextPortal()
    const { ask } = await world.connect(portal)
    await world.database.query('update journal set subscribed_at = null')
    const body = { status: status === 400 ? 'BAD_SCOPES' : 'error', message: 'no' }
    const end = world.hubspot.faults.next({ kind: 'status', status, body, match: { path }, times: Infinity })
    const from = world.logged.length
    await world.restart()
    await until(() => expect(told(from)).toHaveLength(1))
    expect(told(from)[0]).toMatch(/HUBSPOT_JOURNAL=off/)
    const before = world.asked(path).length
    await until(() => expect(world.asked(path).length).toBeGreaterThan(before + 2))
    expect(told(from)).toHaveLength(1)

    // Nobody was cut off for it, and it goes on by itself.
    end()
    world.hubspot.oauth.killAccessTokens(Number(portal))
    expect((await ask()).status).toBe(200)
    await until(() => expect(world.logged.slice(from).join()).toContain('read its journal again'))
  })

  test('an account that leaves is noticed by its token', async () => {
    const portal = world.nextPortal()
    const { ask } = await world.connect(portal)
    world.hubspot.journal.behaviour.withheld.push('developer.webhooks_journal.read')
    await world.restart()
    await until(async () => {
      const rows = await world.database.query('select 1 from journal where refused is not null')
      expect(rows).toHaveLength(1)
    })
    world.hubspot.oauth.uninstall(Number(portal))
    expect((await ask()).status).toBe(503)
    expect(await world.portalState(portal)).toBe('revoked')
    world.hubspot.journal.behaviour.withheld = []
  })

  test('it waits for hours, and asks at once when it is started anew', async () => {
    const journal = world.config.oauth!.journal!
    journal.afterRefusal = 6 * 3_600_000
    // The relay that stops may still ask once.
    world.hubspot.faults.next({ kind: 'status', status: 403, match: reading, times: 2 })
    await world.restart()
    await until(async () => {
      const text = "select 1 from journal where refused is not null and look_after > now() + interval '5 hours'"
      expect(await world.database.query(text)).toHaveLength(1)
    })
    journal.afterRefusal = 200
    await world.restart()
    await world.readTo(world.told())
  })
})

describe('what cannot be read', () => {
  test.each([
    ['no JSON', () => world.hubspot.journal.publish('client-id-of-the-oauth-app', '<html>moved</html>')],
    ['another shape', () => world.hubspot.journal.publish('client-id-of-the-oauth-app', '{"events":[]}')],
    ['nothing', () => world.hubspot.journal.publish('client-id-of-the-oauth-app', '')],
  ])('a file of %s is given up with an alarm, and what follows is read', async (_what, publish) => {
    const portal = world.nextPortal()
    await world.connectBefore(portal, 24)
    const offset = publish()
    await world.readTo(world.told([portal, 'APP_UNINSTALL', 10]))
    expect(world.log(offset, givesUp, '"alarm":true')).toHaveLength(1)
    expect(await world.portalState(portal)).toBe('revoked')
  })

  test('events that are none are left alone, and those beside them are taken', async () => {
    const portal = world.nextPortal()
    await world.connectBefore(portal, 24)
    const garbage = [{}, { type: 'app_lifecycle_event', action: 'APP_UNINSTALL', portalId: "1'; drop table portal" }]
    await world.readTo(world.told(...garbage, 'words', [portal, 'APP_UNINSTALL', 10], { type: 7 }))
    expect(await world.portalState(portal)).toBe('revoked')
    expect(world.log('"left":1', 'cannot be read')).toHaveLength(1)
  })

  test.each([
    ['into a private network', 'http://169.254.169.254/latest/meta-data/'],
    ['to another port of this machine', 'http://127.0.0.1:9/journal.json'],
    ['into the file system', 'file:///etc/passwd'],
  ])('an address that leads %s is not followed', async (_what, url) => {
    const currentOffset = crypto.randomUUID()
    const body = { url, currentOffset, expiresAt: new Date().toISOString() }
    world.hubspot.faults.next({ kind: 'status', status: 200, body, match: reading, times: 3 })
    await until(() => expect(world.log(currentOffset, givesUp, 'attachment_refused')).toHaveLength(1))
    await world.readTo(world.told())
  })

  test('a file whose address leads on into a private network is not followed', async () => {
    const headers = { location: 'http://127.0.0.1:9/' }
    const path = /^\/journal-files\//
    world.hubspot.faults.next({ kind: 'status', status: 302, headers, body: '', match: { path }, times: 3 })
    const offset = world.told()
    await until(() => expect(world.log(offset, givesUp, 'attachment_refused')).toHaveLength(1))
  })

  test('an address that has expired is asked for anew', async () => {
    world.hubspot.faults.next({ kind: 'status', status: 403, body: '', match: { path: /^\/journal-files\// } })
    const offset = world.told()
    await world.readTo(offset)
    expect(world.log(offset, givesUp)).toEqual([])
  })
})

test('an offset that HubSpot has forgotten leads to the oldest that it has', async () => {
  const portal = world.nextPortal()
  await world.connectBefore(portal, 24)
  await world.readTo(world.told())
  world.hubspot.journal.forget('client-id-of-the-oauth-app')
  world.told([portal, 'APP_UNINSTALL', 10])
  await world.readTo(world.told())
  expect(await world.portalState(portal)).toBe('revoked')
})

test('a relay that ends between reading and storing reads it again, and does nothing twice', async () => {
  const [first, second] = [world.nextPortal(), world.nextPortal()]
  await world.connectBefore(first, 24)
  await world.connectBefore(second, 24)
  const before = await offsetNow()
  // It ends while it reads.
  world.hubspot.faults.next({ kind: 'hang', match: { path: /^\/journal-files\// } })
  world.told([first, 'APP_UNINSTALL', 10])
  await until(() => expect(world.hubspot.faults.pending()).toBe(0))
  await world.restart()
  await revoked(first)
  await until(async () => expect(await offsetNow()).not.toBe(before))

  // It has done what it read, and the database does not take that it has.
  await world.database.query(`create function refuse() returns trigger language plpgsql as
    $$ begin if new.at_offset is distinct from old.at_offset then raise 'not now'; end if; return new; end $$`)
  await world.database.query('create trigger refuse before update on journal for each row execute function refuse()')
  const offset = world.told([second, 'APP_UNINSTALL', 10])
  await revoked(second)
  await until(() => expect(world.log('not now').length).toBeGreaterThan(1))
  expect(await offsetNow()).not.toBe(offset)
  await world.restart()
  await world.database.query('drop trigger refuse on journal')
  await world.readTo(offset)
  for (const portal of [first, second]) expect(world.log(`"portalId":"${portal}"`, 'cut off')).toHaveLength(1)
})

test('of two processes one reads, and the other goes on when that one is gone', async () => {
  await world.another()
  const files = () => world.asked(/^\/journal-files\//)
  const before = files().length
  let offset = ''
  for (let turn = 0; turn < 20; turn += 1) await world.readTo((offset = world.told()))
  const paths = files()
    .slice(before)
    .map(({ path }) => path)
  expect(paths).toHaveLength(20)
  expect(new Set(paths).size).toBe(20)
  expect(paths.at(-1)).toContain(offset)

  // A third one has begun to read, and gives no more sign of life.
  const third = await until(async () => {
    const [row] = await world.database.query<{ reading_by: string; at_offset: string }>(
      `update journal set reading_by = gen_random_uuid(), reading_until = now() + interval '1 second'
       where reading_by is null returning reading_by, at_offset`,
    )
    if (!row) throw new Error('one of them is reading')
    return row
  })
  const after = world.told()
  const whileHeld = new Set<string>()
  await until(async () => {
    const [row] = await world.database.query<{ reading_by: string; at_offset: string }>(
      'select reading_by, at_offset from journal',
    )
    if (row?.reading_by === third.reading_by) whileHeld.add(row.at_offset)
    expect(row?.at_offset).toBe(after)
  })
  expect([...whileHeld]).toEqual([third.at_offset])
})
