import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type TestContact, type World } from '../world.ts'

let world: World
let contact: TestContact
beforeAll(async () => {
  world = await createWorld({ scopes: ['settings.users.read'] })
  contact = await world.contact()
})
afterAll(() => world.close())

/** What a type does not allow, and a wire does. */
const anyhow = (request: object) => request as never

test.each([
  ['a subject', { subject: null }],
  ['a channel', { channel: null }],
  ['a channel', { channel: '' }],
  ['a line, of a channel that is given', { lineId: null, channel: 'sms' }],
  ['a user', { userId: '', userEmail: null }],
  ['an answer to a doubt', { sureOf: null, retryOf: '' }],
  ['files', { attachments: null }],
])('a card that gives no %s may say so: %j', async (_what, said) => {
  const request = { contact, idempotencyKey: randomUUID(), lineId: 'sms', body: 'Hello', ...said }
  const answer = await world.card('send-message', anyhow(request))
  expect(answer).toMatchObject({ status: 200, body: { duplicate: false } })
})

test('nor does a file need a name', async () => {
  const attachments = [{ url: 'https://127.0.0.1/a.png', name: '', contentType: null }]
  const answer = await world.card(
    'send-message',
    anyhow({ contact, idempotencyKey: randomUUID(), body: 'x', attachments }),
  )
  expect(answer.problem.code).not.toBe('invalid_request')
})

test('or a conversation a place from which on it is told', async () => {
  for (const since of [null, '']) {
    expect((await world.card('conversation', anyhow({ contact, since }))).status).toBe(200)
  }
})

test.each([
  ['the contact', { contact: null }],
  ['the key', { idempotencyKey: '' }],
  ['the text', { body: null }],
])('what is needed must be given: %s', async (_what, said) => {
  const request = { contact, idempotencyKey: randomUUID(), lineId: 'sms', body: 'Hello', ...said }
  expect(await world.card('send-message', anyhow(request))).toMatchObject({
    status: 400,
    problem: { code: 'invalid_request' },
  })
})
