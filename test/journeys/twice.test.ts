import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signWebhook } from '../../workbench/phone-network/sign-webhook.ts'
import { ask } from '../ask.ts'
import { onceTo } from '../once-to.ts'
import { until } from '../until.ts'
import { createWorld, portalId, type World } from '../world.ts'
import { openInbox } from '../../workbench/open-inbox.ts'

let world: World
let other: { url: string }
beforeAll(async () => {
  world = await createWorld()
  other = await world.another()
})
afterAll(() => world.close())

const texts = (phone: string) =>
  world.phones
    .phone(phone)
    .messages()
    .map(({ body }) => body)

test('a double click at the same instant, twenty times, is one message', async () => {
  const contact = await world.contact({ mobilephone: '+12025550101' })
  const key = randomUUID()
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      world.card('send-message', { contact, idempotencyKey: key, lineId: 'sms', body: 'Once' }),
    ),
  )
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200))
  expect(new Set(answers.map(({ body }) => body.messageId)).size).toBe(1)
  expect(answers.filter(({ body }) => !body.duplicate)).toHaveLength(1)
  await until(async () => expect((await world.shown(contact)).map(({ status }) => status)).toEqual(['delivered']))
  expect(texts('+12025550101')).toEqual(['Once'])
  await until(() => expect(world.timeline(contact)).toHaveLength(1))
})

test('a retry long after the first answer is told what became of the message', async () => {
  const contact = await world.contact({ mobilephone: '+12025550102' })
  const key = randomUUID()
  const id = await world.accepted(contact, 'Once', { key })
  await until(async () => expect((await world.shown(contact))[0]?.status).toBe('delivered'))
  const again = await world.card('send-message', { contact, idempotencyKey: key, lineId: 'sms', body: 'Once' })
  expect(again.body).toEqual({ messageId: id, status: 'delivered', duplicate: true })
  expect(texts('+12025550102')).toEqual(['Once'])
})

test('an execution that HubSpot posts again, at once and later, is one message', async () => {
  const contact = await world.contact({ mobilephone: '+12025550103' })
  const execution = {
    callbackId: `ap-${randomUUID()}`,
    origin: { portalId: Number(portalId) },
    object: { objectId: Number(contact.id), objectType: 'CONTACT', properties: contact.properties },
    inputFields: { channel: 'sms', message: 'From a workflow' },
  }
  const answers = await Promise.all([world.workflow(execution), world.workflow(execution), world.workflow(execution)])
  await until(() => expect(texts('+12025550103')).toEqual(['From a workflow']))
  answers.push(await world.workflow(execution))
  expect(new Set(answers.map(({ body }) => body.outputFields.message_id)).size).toBe(1)
  expect(answers.map(({ body }) => body.outputFields.hs_execution_state)).toEqual(Array(4).fill('SUCCESS'))
  expect(texts('+12025550103')).toEqual(['From a workflow'])
})

test('a reply that is delivered three times, to two relays, and is in the history as well, is one reply', async () => {
  const contact = await world.contact({ mobilephone: '+12025550104' })
  await world.accepted(contact, 'Hello')
  await until(() => expect(texts('+12025550104')).toEqual(['Hello']))
  world.phones.faults.set({ mode: 'duplicate', ...onceTo(contact) })
  const written = world.phones.write({ from: '+12025550104', to: '+15550100001', body: 'Hi', channel: 'sms' })
  const body = JSON.stringify({ type: 'message.received', message: { ...written, writtenAt: undefined } })
  const third = {
    'content-type': 'application/json',
    ...signWebhook('phone-webhook-secret', { id: randomUUID(), at: Date.now(), body }),
  }
  const answers = await Promise.all(
    [world.url, other.url].map((url) =>
      ask(url, { method: 'POST', target: `/webhooks/${portalId}/sms`, headers: third, body }),
    ),
  )
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
  // A relay that starts reads the history from where it stood: the reply is in there as well.
  await world.another()
  await until(async () => {
    const [{ open } = { open: -1 }] = await world.database.query<{ open: number }>(
      `select count(*)::int as open from ${openInbox} i`,
    )
    expect(open).toBe(0)
    const [line] = await world.database.query<{ cursor: string }>("select cursor from line where id = 'sms'")
    expect(Number(line?.cursor)).toBeGreaterThanOrEqual(written.seq)
  })
  expect((await world.shown(contact)).map((message) => message.body)).toEqual(['Hello', 'Hi'])
  await until(() => expect(world.timeline(contact).filter((entry) => entry.includes('Received'))).toHaveLength(1))
})

test('what the network echoes of our own messages is no reply', async () => {
  const contact = await world.contact({ mobilephone: '+12025550105' })
  world.phones.faults.set({ mode: 'echo', ...onceTo(contact) })
  await world.accepted(contact, 'Hello')
  await until(async () => expect((await world.shown(contact)).map(({ status }) => status)).toEqual(['delivered']))
  await world.phones.idle()
  expect(await world.shown(contact)).toHaveLength(1)
})

test('statuses that come in the wrong order never go back', async () => {
  const contact = await world.contact({ mobilephone: '+12025550106' })
  world.phones.faults.set({ mode: 'reorder', ...onceTo(contact) })
  await world.accepted(contact, 'Hello')
  await until(async () => {
    expect((await world.shown(contact)).map(({ status }) => status)).toEqual(['read'])
    await world.phones.idle()
    const open = await world.database.query(`select 1 from ${openInbox} i`)
    expect(open).toEqual([])
  })
  expect((await world.shown(contact)).map(({ status }) => status)).toEqual(['read'])
  await until(() => expect(world.timeline(contact).join()).toContain('SMS · Read'))
})
