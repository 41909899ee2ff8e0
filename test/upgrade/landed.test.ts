import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommand } from '../../relay/command/run-command.ts'
import { migrate } from '../../relay/store/migrate.ts'
import { createVault } from '../../relay/vault/vault.ts'
import type { Marketplace } from '../marketplace.ts'
import { environmentOf } from '../relay-process.ts'
import { until } from '../until.ts'
import { portalId } from '../world.ts'
import { createLandedWorld, routing } from './landed-world.ts'
import { keepVendor } from './keep-vendor.ts'
import { restoreLanded, type Outside } from './restore-landed.ts'
import { openInbox } from '../../workbench/open-inbox.ts'

/** Longer than every timer of the dump but for those that wait a day. */
const downFor = 45 * 60_000

let world: Marketplace
let outside: Outside
const audits: { code: number; said: string }[] = []

beforeAll(async () => {
  const restored = await restoreLanded(downFor)
  outside = restored.outside
  world = await createLandedWorld({ testDatabase: restored.testDatabase })
  await verifyAudit()
  await migrate(restored.testDatabase.url)
  // HubSpot knows the tokens that it gave out.
  const vault = createVault({ keys: world.config.masterKeys ?? [] })
  const tokens = await world.database.query<{ portal_id: string; access_token: string }>(
    "select portal_id, access_token from portal where access_token is not null and state = 'active'",
  )
  for (const { portal_id: portal, access_token: sealed } of tokens) {
    const accessToken = vault.open(sealed, { portalId: portal, field: 'portal.access_token' })
    const scopes = ['crm.objects.contacts.read', 'crm.objects.contacts.write', 'sales-email-read', 'oauth']
    world.hubspot.grant({ portalId: Number(portal), accessToken, scopes })
  }
  world.hubspot.restore(outside.hubspot)
  world.phones.restore(outside.phones)
  await keepVendor(world)
  await world.restart()
})
afterAll(() => world.close())

async function verifyAudit(): Promise<void> {
  let said = ''
  const code = await runCommand(['audit', 'verify'], environmentOf(world.config), (text) => (said += `${text}\n`))
  audits.push({ code, said })
}

interface Told extends Record<string, unknown> {
  body: string
  status: string
  state: string
}
const told = () =>
  world.database.query<Told>(
    `select m.body, m.line_id as line, m.status, d.state, d.attempts from message m
     join delivery d on d.portal_id = m.portal_id and d.message_id = m.id order by m.created_at, m.id`,
  )
const toldOf = async (body: string) => (await told()).filter((one) => one.body === body)
const calls = (messages = world.phones.messages()) => messages.filter(({ direction }) => direction === 'to_phone')
const bodies = (messages: { body: string }[]) => messages.map(({ body }) => body).toSorted()

test('what was due, asked to wait, or surely never left, leaves once, and nothing that was sent goes again', async () => {
  const before = bodies(calls(outside.phones.messages))
  await until(() =>
    expect(bodies(calls())).toEqual(
      [
        ...before,
        'Did this reach Ira?',
        'Is due, first.',
        'Is due, second.',
        'Is leaving to Kay.',
        'Waits to be delivered.',
        'Was asked to wait a little.',
        'Welcome! Reply STOP to end this.',
      ].toSorted(),
    ),
  )
  const references = calls().map(({ reference }) => reference)
  expect(new Set(references).size).toBe(references.length)
})

test('a doubt is asked about, and what was found was sent', async () => {
  for (const body of ['Did this reach Hew?', 'Did this reach Ira?', 'Is leaving to Kay.']) {
    await until(async () => expect(await toldOf(body)).toMatchObject([{ status: 'sent', state: 'done' }]))
  }
  // Where nobody can be asked it stays a doubt, for a person to settle.
  for (const body of ['Is Lou reached?', 'Is Mac reached?']) {
    expect(await toldOf(body)).toMatchObject([{ status: 'unknown', state: 'unknown' }])
  }
})

test('what waits goes on waiting: on lines that are paused or gone, as a provider asked, of accounts that are cut off', async () => {
  const waiting = (await told()).filter(({ state }) => state === 'due').map(({ body }) => body)
  expect(waiting.toSorted()).toEqual([
    'Never left.',
    'Never left.',
    'Our key is wrong.',
    'Waits on a paused line, first.',
    'Waits on a paused line, second.',
    'Waits on a removed line.',
    'Was asked to wait a day.',
  ])
})

test('deliveries and events that were open are worked off, and those that were parked keep their reasons', async () => {
  await until(async () => {
    const open = `select id::text from ${openInbox} i where parked is null
                  union all select id::text from hubspot_event where done_at is null and parked is null`
    expect(await world.database.query(open)).toEqual([])
  })
  expect(
    await world.database.query(
      `select parked from inbox where parked is not null union all
       select parked from hubspot_event where parked is not null order by 1`,
    ),
  ).toEqual([
    { parked: 'invalid byte sequence for encoding "UTF8": 0x00' },
    { parked: 'the line old is no longer configured' },
  ])
  const replies = await world.database.query(
    `select body, contact_id is not null as known from message where direction = 'inbound' order by body`,
  )
  expect(replies).toEqual(
    [
      ['A stranger, too.', false],
      ['From somebody deleted.', true],
      ['Nobody has worked on this, first.', true],
      ['Nobody has worked on this, second.', true],
      ['One of two.', false],
      ['START', true],
      ['STOP', true],
      ['STOP', true],
      ['STOP', true],
      ['Thank you!', true],
      ['Who are you?', false],
    ].map(([body, known]) => ({ body, known })),
  )
})

test('who was to be forgotten is, as soon as what was leaving has left', async () => {
  await until(async () =>
    expect(
      await world.database.query("select state from contact_standing where state = 'forgotten' order by contact_id"),
    ).toHaveLength(2),
  )
  expect(await toldOf('Is leaving to Jan.')).toEqual([])
})

test('the timeline ends as it should: each entry once and up to date, what was refused or is gone parked with why', async () => {
  await until(async () => {
    const behind = `select t.state, m.body from timeline_entry t join message m on m.portal_id = t.portal_id and m.id = t.message_id
      join portal p on p.portal_id = t.portal_id and p.state = 'active'
      where t.state in ('waiting', 'creating') or t.state = 'created' and t.written < t.wanted`
    expect(await world.database.query(behind)).toEqual([])
  }, 20_000)
  const parked = await world.database.query<{ body: string; reason: string }>(
    `select m.body, t.reason from timeline_entry t join message m on m.portal_id = t.portal_id and m.id = t.message_id
     where t.state = 'parked' and m.body <> '' order by m.created_at`,
  )
  expect(parked.map(({ body }) => body)).toEqual(['HubSpot has no such contact.', 'Deleted before this was written.'])
  expect(parked.every(({ reason }) => reason.length > 5)).toBe(true)
  const { records } = world.hubspot.snapshot().portals.find(([id]) => id === Number(portalId))![1].records
  const keys = records.flatMap(({ properties }) => properties.hs_engagement_source_id ?? [])
  expect(keys.length).toBeGreaterThan(30)
  expect(new Set(keys).size).toBe(keys.length)
})

test('an account with OAuth goes on with its sealed token', async () => {
  const [person] = await world.database.query<{ address: string; contact_id: string }>(
    'select address, contact_id from conversation where portal_id = 5101',
  )
  world.phones.write({ from: person!.address, to: '+15550200000', body: 'Are you still there?', channel: 'sms' })
  await until(() =>
    expect(world.timelineOf('5101', { id: person!.contact_id, properties: {} }).join()).toContain(
      'Are you still there?',
    ),
  )
  expect(await world.stateOf('5101')).toMatchObject({ state: 'active' })
})

test('what a relay of the version before goes on to accept beside this one leaves, too, and its doubts are asked about', async () => {
  const [conversation] = await world.database.query<{ id: string; contact_id: string }>(
    "select id, contact_id from conversation where address = '+12025560001' and line_id = 'sms'",
  )
  for (const [body, state, status] of [
    ['Accepted by the version before.', 'due', 'queued'],
    ['Left in doubt by the version before.', 'unknown', 'unknown'],
  ]) {
    await world.database.query(
      `with accepted as (
         insert into message (portal_id, id, direction, source, contact_id, conversation_id, line_id, channel, address, body,
                              status, actor, created_at, changed_at)
         values (4242, gen_random_uuid(), 'outbound', 'card', $1, $2, 'sms', 'sms', '+12025560001', $3, $4, '{}', now(), now())
         returning portal_id, id, line_id
       )
       insert into delivery (portal_id, message_id, line_id, state, due_at, attempts)
       select portal_id, id, line_id, $5, now(), case when $5 = 'unknown' then 1 else 0 end from accepted`,
      [conversation!.contact_id, conversation!.id, body, status, state],
    )
  }
  // Its jobs stand nowhere else.
  await world.database.query(
    `insert into pgboss.job (name, data, start_after, policy, expire_seconds, retry_limit, retry_delay, retry_backoff)
     select 'auto-send', jsonb_build_object('portalId', '4242', 'contactId', $1::text), now(), 'standard', 60, 100, 5, true`,
    [conversation!.contact_id],
  )
  await world.restart()
  await until(() =>
    expect(
      world.phones
        .phone('+12025560001')
        .messages()
        .map(({ body }) => body),
    ).toContain(routing.autoSend?.message),
  )
  await until(async () => {
    expect(await toldOf('Accepted by the version before.')).toMatchObject([{ status: 'sent', state: 'done' }])
    expect(await toldOf('Left in doubt by the version before.')).toMatchObject([{ status: 'sent', state: 'done' }])
  }, 18_000)
})

test('the audit log holds, before and after', async () => {
  await verifyAudit()
  expect(
    audits.map(({ code }) => code),
    audits.map(({ said }) => said).join('\n'),
  ).toEqual([0, 0])
})

test('a message that was accepted before there were seals is named if it is altered', async () => {
  const [row] = await world.database.query<{ id: string }>(
    `update message m set line_id = 'other' from audit a
     where a.action = 'send.accepted' and a.portal_id = m.portal_id and m.id::text = a.detail::jsonb ->> 'messageId'
       and m.created_at = (select min(created_at) from message where direction = 'outbound' and portal_id = 4242)
     returning m.id`,
  )
  await verifyAudit()
  expect(audits.at(-1)).toEqual({
    code: 1,
    said: expect.stringContaining(`4242  ALTERED: message ${row!.id} is not what row`) as string,
  })
})
