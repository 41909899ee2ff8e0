import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Marketplace } from '../marketplace.ts'
import { forgettingDesk } from '../forgetting-desk.ts'
import { tellForget } from '../post-events.ts'
import { until } from '../until.ts'
import { openWaitingDesk, type WaitingDesk } from '../waiting-desk.ts'
import { portalId } from '../world.ts'

let desk: WaitingDesk
let world: Marketplace
beforeAll(async () => {
  desk = await openWaitingDesk()
  world = desk.world
})
afterAll(() => world.close())

const { post, known, isForgotten } = forgettingDesk(() => desk)

const at = Date.now()
const forms: [what: string, more: Record<string, unknown>][] = [
  ['nulls beside it', { newObjectId: null, mergedObjectIds: null, primaryObjectId: null, propertyName: null }],
  ['an event id as text', { eventId: '3816279480' }],
  ['no event id', { eventId: undefined }],
  ['an event id that is null', { eventId: null }],
  ['no time', { occurredAt: undefined }],
  ['a time that is null', { occurredAt: null }],
  ['a time as text', { occurredAt: String(at) }],
  ['a time in ISO 8601', { occurredAt: new Date(at).toISOString() }],
  ['a time in seconds', { occurredAt: Math.round(at / 1000) }],
  ['a time that nobody can read', { occurredAt: 'yesterday' }],
  ['a time in a thousand years', { occurredAt: at + 3.2e13 }],
  ['ids as text', { portalId: String(portalId), objectId: undefined }],
  ['its account not named', { portalId: undefined }],
  ['its account null', { portalId: null }],
  ['objects where nobody looks', { changeFlag: { a: [1] }, sourceId: [], subscriptionId: 'x', attemptNumber: 'three' }],
  ['what happened in the other member', { subscriptionType: null, eventType: 'contact.privacyDeletion' }],
  ['the newer form', { subscriptionType: 'object.privacyDeletion', objectTypeId: '0-1' }],
  ['the newer form with its type in words', { subscriptionType: 'object.privacyDeletion', objectType: 'CONTACT' }],
  ['other letters', { subscriptionType: ' Contact.PRIVACYDELETION ' }],
  ['lists of nothing', { mergedObjectIds: [null, 'x', {}], primaryObjectId: {} }],
]
test.each(forms)('a person is forgotten, whoever tells of it with %s', async (_what, more) => {
  const contact = await known()
  const told = tellForget(contact, {
    ...more,
    ...(more.objectId === undefined && 'objectId' in more ? { objectId: contact.id } : {}),
  })
  expect(await post(JSON.stringify([told]))).toEqual({ status: 200, body: { stored: 1, left: 0 } })
  await isForgotten(contact)
  expect((await desk.list()).filter(({ kind }) => kind === 'event')).toEqual([])
})

test('a single event is read without a list around it, and a mark before it is none of it', async () => {
  const contact = await known()
  const told = Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), Buffer.from(JSON.stringify(tellForget(contact)))])
  expect(await post(told)).toEqual({ status: 200, body: { stored: 1, left: 0 } })
  await isForgotten(contact)
})

test.each([['[]'], [' [ ] '], [''], [' ']])('%j tells nothing and is acknowledged', async (body) => {
  expect(await post(body)).toEqual({ status: 200, body: { stored: 0, left: 0 } })
})

test('ids beyond what JavaScript counts with keep their digits', async () => {
  const id = '9007199254740993'
  const body = JSON.stringify([tellForget({ id: '1' }, { eventId: 2 })])
    .replace('"objectId":1', `"objectId":${id}`)
    .replace('"eventId":2', '"eventId":18446744073709551615')
  expect(await post(body)).toEqual({ status: 200, body: { stored: 1, left: 0 } })
  await until(async () =>
    expect(
      await world.database.query(`select contact_id, state from contact_standing where contact_id = $1`, [id]),
    ).toEqual([{ contact_id: id, state: 'forgotten' }]),
  )
  expect(await world.database.query('select event_id from hubspot_event where object_id = $1', [id])).toEqual([
    { event_id: '18446744073709551615' },
  ])
})
