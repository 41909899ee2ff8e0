import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWebhooks, type Webhooks } from '../../workbench/hubspot/webhooks.ts'
import { until } from '../until.ts'
import { clientSecret, createWorld, portalId, type TestContact, type World } from '../world.ts'

const line = '+15550100001'

let world: World
let webhooks: Webhooks
beforeAll(async () => {
  // What is to be recorded waits for a while, so that an event can overtake it.
  world = await createWorld({ pace: { timelineGather: 4_000 } })
  const targetUrl = `${world.url}/webhooks/hubspot`
  webhooks = createWebhooks({ portalId: Number(portalId), clientSecret, targetUrl })
})
afterAll(() => world.close())

const tell = async (...told: ReturnType<Webhooks['event']>[]) => {
  for (const { status, text } of await webhooks.post(told, { copies: 2 })) expect(status, text).toBe(200)
}
const phone = (contact: TestContact) => contact.properties.mobilephone ?? ''
const write = (contact: TestContact, body: string) =>
  world.phones.write({ from: phone(contact), to: line, body, channel: 'sms' })
const entries = (contact: TestContact) =>
  world.database.query(
    `select t.state, t.reason from timeline_entry t join message m on m.id = t.message_id where m.contact_id = $1`,
    [contact.id],
  )

test('nothing is recorded for a contact that was deleted, and everything when it is restored', async () => {
  const contact = await world.contact({ mobilephone: '+12025580101' })
  await world.accepted(contact, 'Before it was deleted')
  await until(async () => expect((await world.shown(contact))[0]?.status).toBe('delivered'))
  const deleted = webhooks.event('object.deletion', contact.id)
  await tell(deleted)
  await until(async () =>
    expect(await entries(contact)).toEqual([{ state: 'parked', reason: 'the contact was deleted in HubSpot' }]),
  )
  expect(world.timeline(contact)).toEqual([])

  const later = { occurredAt: Number(deleted['occurredAt']) + 1 }
  await tell(webhooks.event('object.restore', contact.id, later))
  await until(() => expect(world.timeline(contact).join()).toContain('Before it was deleted'), 30_000)
})

const erased = 'the contact was erased in HubSpot'

/** Everything that any table holds, as text; bytes also as the text that they may be. */
async function dump(): Promise<string> {
  const tables = await world.database.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  )
  const texts = await Promise.all(
    tables.map(async ({ name }) => {
      const rows = await world.database.query<{ row: Record<string, unknown> }>(
        `select to_jsonb(t) as row from ${name} t`,
      )
      return rows.flatMap(({ row }) =>
        Object.values(row).map((value) => {
          const text = typeof value === 'string' ? value : JSON.stringify(value)
          const bytes = /^\\x([0-9a-f]*)$/.exec(text)?.[1]
          return `${name} ${text} ${bytes ? Buffer.from(bytes, 'hex').toString('latin1') : ''}`
        }),
      )
    }),
  )
  return texts.flat().join('\n').toLowerCase()
}

test('a person who is to be forgotten is nowhere any more, and is not written to again', async () => {
  const mobilephone = '+12025580199'
  const contact = await world.contact({ mobilephone, email: 'zoe.zorn@example.com' })
  const other = await world.contact({ mobilephone: '+12025580150' })
  await world.accepted(other, 'To somebody else')
  const messageId = await world.accepted(contact, 'Outbound xylophone', { subject: 'Subject xylophone' })
  await until(async () => expect((await world.shown(contact))[0]?.status).toBe('delivered'))
  write(contact, 'Inbound xylophone')
  write(contact, 'STOP')
  await until(async () => expect(await world.shown(contact)).toHaveLength(3))
  const now = new Date()
  await world.database.query(
    `insert into alias (portal_id, channel, alias, address, at) values ($1, 'sms', 'US.zorn-7788', $2, $3)`,
    [portalId, mobilephone, now],
  )
  await world.database.query(
    `insert into capability (portal_id, channel, address, line_id, capable, source, reason, at, expires_at)
     values ($1, 'imessage', $2, 'imessage', false, 'check', $3, $4, $4)`,
    [portalId, mobilephone, `${mobilephone} has no iMessage`, now],
  )
  await world.database.query(
    `update message set error_detail = $2, attachments = '[{"url": "https://files.example/xylophone.pdf"}]' where id = $1`,
    [messageId, `${mobilephone} was slow`],
  )
  await world.database.query(
    `insert into message_event (portal_id, message_id, at, kind, data) values ($1, $2, $3, 'postponed', $4)`,
    [portalId, messageId, now, JSON.stringify({ code: 'slow', detail: `${mobilephone} was slow` })],
  )
  await world.database.query(
    `insert into message_original (portal_id, message_id, body) values ($1, $2, 'The whole xylophone')`,
    [portalId, messageId],
  )
  await world.database.query(
    `insert into consent_question (portal_id, channel, address, message_id, at) values ($1, 'sms', $2, $3, $4)`,
    [portalId, mobilephone, messageId, now],
  )
  await world.database.query(
    `insert into former_id (portal_id, line_id, provider_id, message_id) values ($1, 'sms', $2, $3)`,
    [portalId, `of-${mobilephone}`, messageId],
  )
  await world.database.query('update message set reactions = $2, aside = $3, aside_contact_id = $4 where id = $1', [
    ...[messageId, JSON.stringify([{ from: mobilephone, reaction: 'xylophone', at: now }])],
    ...[`${mobilephone} is away`, contact.id],
  ])
  await world.database.query(
    `insert into message_event (portal_id, message_id, at, kind, data) values ($1, $2, $3, 'edited', $4)`,
    [portalId, messageId, now, JSON.stringify({ before: 'An earlier xylophone' })],
  )
  const trouble = `${mobilephone} could not be read`
  const parked = randomUUID()
  await world.database.query(
    `insert into inbox (portal_id, id, line_id, origin, headers, body, received_at, parked, parked_at, trouble)
     values ($1, $2, 'sms', 'webhook', '{}', $3, now(), $4, now(), $4)`,
    [portalId, parked, Buffer.from(`{"from":"${mobilephone}"}`), trouble],
  )
  await world.database.query(
    `insert into hubspot_event (portal_id, id, subscription_type, object_id, event_id, occurred_at, property_name, kind, raw, received_at, parked, trouble)
     values ($1, $2, 'object.restore', $3, '1', now(), '', 'restore', '{}', now(), $4, $4)`,
    [portalId, randomUUID(), contact.id, trouble],
  )
  await world.database.query('update line set history_trouble = $2 where portal_id = $1', [portalId, trouble])
  // Those of the contact are gone; of others only the words.
  await world.database.query(
    `insert into task (portal_id, kind, key, data, due_at, trouble, parked_at)
     select $1, kind, key, data, instant() + interval '1 hour', $2, instant()
     from jsonb_to_recordset($3::jsonb) as x(kind text, key text, data jsonb)`,
    [
      portalId,
      trouble,
      JSON.stringify([
        { kind: 'reconcile-delivery', key: messageId, data: {} },
        { kind: 'fall-back', key: messageId, data: { failure: 'not_delivered' } },
        { kind: 'auto-send', key: contact.id, data: {} },
        { kind: 'match-contact', key: contact.id, data: {} },
        { kind: 'change-line', key: 'sms/then', data: { lineId: 'sms', reason: trouble } },
      ]),
    ],
  )
  const words = [mobilephone.slice(1), 'xylophone', 'zorn']
  for (const word of words.slice(0, 2)) expect(await dump()).toContain(word)

  await tell(
    webhooks.event('contact.deletion', contact.id),
    webhooks.event('contact.privacyDeletion', contact.id),
    webhooks.event('object.deletion', contact.id),
  )
  const standing = () => world.database.query('select state from contact_standing where contact_id = $1', [contact.id])
  await until(async () => expect(await standing()).toEqual([{ state: 'forgotten' }]))
  const after = await dump()
  for (const word of words) expect(after.split('\n').filter((row) => row.includes(word))).toEqual([])
  expect(
    await world.database.query(
      `select kind, key, data, trouble, parked_at is not null as parked from task where kind <> 'go-over-contact'`,
    ),
  ).toEqual([{ kind: 'change-line', key: 'sms/then', data: { lineId: 'sms' }, trouble: erased, parked: true }])
  expect(
    await world.database.query(`select parked, trouble, done_at is not null as done from inbox where id = $1`, [
      parked,
    ]),
  ).toEqual([{ parked: erased, trouble: null, done: true }])
  expect(after).toContain('to somebody else')
  expect(after).toContain('12025580150')
  // That there were messages stays.
  const left = (await world.shown(contact)).map(({ status, body, address, consent }) => [
    status,
    body,
    address,
    consent,
  ])
  expect(left).toEqual(Array.from({ length: 3 }, () => ['delivered', '', '', null]))

  const wish = { contact, idempotencyKey: randomUUID(), lineId: 'sms', body: 'Are you there?' }
  expect(await world.card('send-message', wish)).toMatchObject({ status: 409, problem: { code: 'contact_gone' } })
  // Another contact that has the same address is the same person.
  const anew = await world.contact({ mobilephone, email: 'somebody@example.com' })
  expect(await world.card('send-message', { ...wish, contact: anew })).toMatchObject({ problem: { code: 'opted_out' } })
  expect(await dump()).not.toContain(words[0])

  // A status that comes late names the address once more, and is gone over later.
  await world.database.query(
    `insert into inbox (portal_id, id, line_id, origin, headers, body, received_at, done_at)
     values ($1, $2, 'sms', 'webhook', '{}', $3, $4, $4)`,
    [portalId, randomUUID(), Buffer.from(JSON.stringify({ reference: messageId, to: mobilephone })), new Date()],
  )
  const repeats = await world.database.query(
    "update task set due_at = instant() where kind = 'go-over-contact' and key = $1 returning key",
    [contact.id],
  )
  expect(repeats).toHaveLength(1)
  await until(async () => expect(await dump()).not.toContain(words[0]))
  // And once more a day later.
  await until(async () =>
    expect(
      await world.database.query(
        "select data from task where kind = 'go-over-contact' and key = $1 and due_at > instant() + interval '23 hours'",
        [contact.id],
      ),
    ).toEqual([{ data: { rounds: 1 } }]),
  )

  // Only its owner opens an address again; the contact itself is gone for good.
  write(contact, 'START')
  const again = { ...wish, contact: anew, idempotencyKey: randomUUID() }
  await until(async () => expect(await world.card('send-message', again)).toMatchObject({ status: 200 }))
  expect(await world.card('send-message', wish)).toMatchObject({ status: 409, problem: { code: 'contact_gone' } })
})
