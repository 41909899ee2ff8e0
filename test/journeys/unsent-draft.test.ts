import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Draft } from '../../contract/draft.ts'
import { createWebhooks, type Webhooks } from '../../workbench/hubspot/webhooks.ts'
import { moveClock } from '../move-clock.ts'
import { until } from '../until.ts'
import { clientSecret, createWorld, portalId, type TestContact, type World } from '../world.ts'

let world: World
let webhooks: Webhooks
beforeAll(async () => {
  world = await createWorld()
  const targetUrl = `${world.url}/webhooks/hubspot`
  webhooks = createWebhooks({ portalId: Number(portalId), clientSecret, targetUrl })
})
afterAll(() => world.close())
afterEach(() => moveClock(world.database, '0 days'))

let people = 0
const somebody = () => world.contact({ mobilephone: `+120255501${String((people += 1)).padStart(2, '0')}` })
const [robin, noor] = ['71', '72']
const draft = (body: string, more: Partial<Draft> = {}): Draft => ({
  ...{ lineId: 'sms', picked: true, subject: '', body, files: ['https://files.example/a.pdf'], tried: 'no' },
  key: randomUUID(),
  ...more,
})
const keep = (contact: TestContact, written: Draft | null, userId = robin) =>
  world.card('keep-draft', { contact, userId, draft: written })
const kept = async (contact: TestContact, userId: string | undefined = robin) =>
  (await world.card('conversation', { contact, ...(userId ? { userId } : {}) })).body.draft

test('a draft is kept for its user and its contact, and nobody else’s', async () => {
  const [ada, ben] = [await somebody(), await somebody()]
  const written = draft('Half a sen')
  expect((await keep(ada, written)).body).toEqual({ kept: true })
  expect(await kept(ada)).toEqual(written)
  expect(await kept(ada, noor)).toBeNull()
  expect(await kept(ben)).toBeNull()
  const later = draft('Half a sentence')
  await keep(ada, later)
  expect(await kept(ada)).toEqual(later)
  expect((await keep(ada, null)).body).toEqual({ kept: false })
  expect(await kept(ada)).toBeNull()
})

test('without a user there is nobody to keep it for', async () => {
  const contact = await somebody()
  const { body } = await world.card('keep-draft', { contact, draft: draft('Whose?') })
  expect(body).toEqual({ kept: false })
  expect((await world.card('conversation', { contact })).body).not.toHaveProperty('draft')
})

test('what was sent is no draft any more, also where the card says so late', async () => {
  const contact = await somebody()
  const written = draft('Sent in the end')
  await keep(contact, written)
  await world.accepted(contact, written.body, { key: written.key ?? '' })
  expect(await kept(contact)).toBeNull()
  await keep(contact, written)
  expect(await kept(contact)).toBeNull()
})

test('a draft is gone after a week', async () => {
  const contact = await somebody()
  await keep(contact, draft('Last week'))
  await moveClock(world.database, '167 hours')
  expect(await kept(contact)).toMatchObject({ body: 'Last week' })
  await moveClock(world.database, '169 hours')
  expect(await kept(contact)).toBeNull()
})

test('a draft goes with the person, and with the contact that two became', async () => {
  const [gone, stays, erased] = [await somebody(), await somebody(), await somebody()]
  await keep(gone, draft('To the one'))
  await keep(stays, draft('To the other'))
  await keep(gone, draft('Of Noor'), noor)
  await keep(erased, draft('To nobody'))
  const events = [
    webhooks.event('object.merge', gone.id, {
      newObjectId: Number(stays.id),
      mergedObjectIds: [Number(gone.id)],
      primaryObjectId: Number(stays.id),
    }),
    webhooks.event('object.privacyDeletion', erased.id),
  ]
  for (const { status, text } of await webhooks.post(events)) expect(status, text).toBe(200)
  await until(async () => expect((await kept(stays))?.body).toBe('To the other\nTo the one'))
  expect((await kept(stays, noor))?.body).toBe('Of Noor')
  await until(async () =>
    expect(await world.database.query('select 1 from draft where contact_id = $1', [erased.id])).toEqual([]),
  )
})

test.each([
  ['a text longer than any message', { body: 'x'.repeat(100_001) }],
  ['a member that no draft has', { spell: 'abracadabra' }],
  ['files that are no links', { files: [7] }],
])('%s is refused and nothing is kept', async (_, wrong) => {
  const contact = await somebody()
  const answer = await keep(contact, { ...draft('x'), ...(wrong as Partial<Draft>) })
  expect(answer.status).toBe(400)
  expect(await kept(contact)).toBeNull()
})
