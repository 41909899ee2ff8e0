import { afterEach, beforeEach, expect, test } from 'vitest'
import { person } from '../../../test/providers/person.ts'
import { Unverified } from '../../errors.ts'
import type { WebhookRequest } from '../provider.ts'
import { handshake } from './handshake.ts'
import { openTestWorld, reference, type TestWorld } from '../../../workbench/whatsapp-api/fixture/test-world.ts'

const bsuid = 'US.13491208655302741918'
const text = (body: string) => ({ type: 'text', text: { body } })
let world: TestWorld

beforeEach(async () => {
  world = await openTestWorld()
})
afterEach(() => world.close())

test('several changes of one delivery are all heard, in their order', async () => {
  world.api.openWindow(person)
  await world.send()
  const { id = '' } = world.api.sent()[0] ?? {}
  world.api.post(
    world.api.settled(id, 'read'),
    world.api.written(person, text('One')),
    world.api.settled(id, 'delivered'),
    { field: 'message_template_status_update', value: { event: 'APPROVED' } },
    world.api.written(person, text('Zwei – 👍🏽')),
  )
  expect(await world.heard()).toMatchObject([
    { kind: 'status', status: 'read', reference },
    { kind: 'reply', body: 'One' },
    { kind: 'status', status: 'delivered', reference },
    { kind: 'ignored' },
    { kind: 'reply', body: 'Zwei – 👍🏽' },
  ])
})

test('whoever hides the number is known by the id, wherever the delivery says it', async () => {
  world.api.write(bsuid, text('Guess who'))
  const inContacts = world.api.written(bsuid, text('Me again')) as { value: { messages: { from_user_id?: string }[] } }
  for (const message of inContacts.value.messages) delete message.from_user_id
  world.api.post({ field: 'messages', value: inContacts.value })
  world.api.write(bsuid, { from: bsuid, ...text('And again') })
  expect(await world.heard()).toMatchObject([{ from: bsuid }, { from: bsuid }, { from: bsuid }])
})

test.each([
  ['a button', { type: 'button', button: { text: 'Yes please', payload: 'yes' } }, 'Yes please'],
  [
    'a choice',
    { type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: '1', title: 'Two' } } },
    'Two',
  ],
  ['a place', { type: 'location', location: { latitude: 1.5, longitude: 2, name: 'Café' } }, 'Café\n1.5, 2'],
  [
    'a contact',
    { type: 'contacts', contacts: [{ name: { formatted_name: 'Ann' }, phones: [{ phone: '+1 415' }] }] },
    'Ann +1 415',
  ],
  ['a caption', { type: 'image', image: { id: '77', mime_type: 'image/jpeg', caption: 'Look' } }, 'Look'],
])('%s is a reply that a rep can read', async (_name, content, body) => {
  world.api.write(person, content)
  expect(await world.heard()).toMatchObject([{ kind: 'reply', from: person, body }])
})

test('a file comes with its kind and its name, and no address, since Meta shows it to the token only', async () => {
  world.api.write(person, { type: 'document', document: { id: '77', mime_type: 'application/pdf', filename: 'a.pdf' } })
  const attachments = [{ url: null, contentType: 'application/pdf', name: 'a.pdf' }]
  expect(await world.heard()).toMatchObject([{ kind: 'reply', body: '', attachments }])
})

test('an answer names the message it answers', async () => {
  world.api.write(person, { ...text('That one'), context: { id: 'wamid.ours' } })
  expect(await world.heard()).toMatchObject([{ answers: ['wamid.ours'] }])
})

test('groups, notes of WhatsApp and other numbers of the app are no replies', async () => {
  world.api.write(person, { ...text('To all'), group_id: 'G1' })
  world.api.write(person, { type: 'system', system: { type: 'customer_identity_changed', body: 'changed' } })
  const { field, value } = world.api.written(person, text('Not for you'))
  world.api.post({ field, value: { ...value, metadata: { phone_number_id: '1' } } })
  world.api.post({ field: 'history', value: { history: [] } })
  expect((await world.heard()).map(({ kind }) => kind)).toEqual(['ignored', 'ignored', 'ignored', 'ignored'])
})

test('who stops marketing, and what Meta does to the number or the account, is told', async () => {
  const preference = { wa_id: '14155561001', category: 'marketing_messages', value: 'stop', timestamp: 1790000000 }
  world.api.post(
    { field: 'user_preferences', value: { user_preferences: [preference] } },
    { field: 'phone_number_quality_update', value: { display_phone_number: '14155550100', event: 'FLAGGED' } },
    { field: 'phone_number_quality_update', value: { display_phone_number: '14155550199', event: 'FLAGGED' } },
    { field: 'account_update', value: { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE' } } },
  )
  expect(await world.heard()).toMatchObject([
    { kind: 'consent', from: person, consent: 'opted_out' },
    { kind: 'line', state: 'degraded' },
    { kind: 'ignored' },
    { kind: 'line', state: 'blocked' },
  ])
})

test("Meta's question is answered with its challenge, to whoever knows the word", () => {
  const asked = (query: Record<string, string>): WebhookRequest => ({
    origin: 'webhook',
    method: 'GET',
    target: `/webhooks/1/whatsapp?${new URLSearchParams(query).toString()}`,
    headers: {},
    body: new Uint8Array(),
  })
  const right = { 'hub.mode': 'subscribe', 'hub.verify_token': 'a-word-of-our-own', 'hub.challenge': '1158201444' }
  expect(handshake(asked(right), world.line)).toBe('1158201444')
  const wrong = [
    { 'hub.verify_token': 'another' },
    { 'hub.verify_token': '' },
    { 'hub.mode': 'unsubscribe' },
    { 'hub.challenge': '<script>' },
  ]
  for (const change of wrong) expect(() => handshake(asked({ ...right, ...change }), world.line)).toThrow(Unverified)
})
