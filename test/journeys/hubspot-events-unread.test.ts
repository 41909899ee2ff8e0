import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ShowWaitingResponse, WaitingItem } from '../../contract/waiting.ts'
import type { Marketplace } from '../marketplace.ts'
import { forgettingDesk } from '../forgetting-desk.ts'
import { tellForget } from '../post-events.ts'
import { until } from '../until.ts'
import { openWaitingDesk, type WaitingDesk } from '../waiting-desk.ts'

let desk: WaitingDesk
let world: Marketplace
beforeAll(async () => {
  desk = await openWaitingDesk()
  world = desk.world
})
afterAll(() => world.close())

const { post, known, isForgotten } = forgettingDesk(() => desk)

/** What waits of HubSpot's events since this was asked last. */
let seen = new Set<string>()
async function waits(): Promise<WaitingItem[]> {
  const items = (await desk.list()).filter(({ kind, id }) => kind === 'event' && !seen.has(id))
  seen = new Set([...seen, ...items.map(({ id }) => id)])
  return items
}
const shown = async ({ id }: WaitingItem) => (await desk.ask<ShowWaitingResponse>('show', { id })).body.text

describe('what cannot be read', () => {
  const what = 'HubSpot told that something happened, in a form that cannot be read'
  const odd: [element: string, reason: string][] = [
    ['null', 'it is no event'],
    ['"a text"', 'it is no event'],
    ['17', 'it is no event'],
    ['[[]]', 'it is no event'],
    ['{"portalId":NaN}', 'it is no JSON'],
    ['{}', 'it does not say what happened'],
    ['{"subscriptionType":7}', 'it does not say what happened'],
    ['{"subscriptionType":"contact.privacyDeletion"}', 'it tells of a privacyDeletion, but not of which contact'],
    [
      '{"subscriptionType":"contact.privacyDeletion","objectId":0}',
      'it tells of a privacyDeletion, but not of which contact',
    ],
    [
      '{"subscriptionType":"contact.deletion","objectId":"9223372036854775808"}',
      'it tells of a deletion, but not of which contact',
    ],
    ['{"subscriptionType":"contact.deletion","objectId":5.5}', 'it tells of a deletion, but not of which contact'],
    [
      '{"subscriptionType":"contact.propertyChange","objectId":5}',
      'it tells of a propertyChange, but not of which property',
    ],
    [
      '{"subscriptionType":"object.deletion","objectId":5}',
      'it tells of a deletion, but not whether of a contact or of something else',
    ],
  ]
  test.each(odd)('%s is kept with its bytes and the reason, and its neighbours go on', async (element, reason) => {
    const [before, after] = [await known(), await known()]
    const body = `[${JSON.stringify(tellForget(before))}, ${element} ,${JSON.stringify(tellForget(after))}]`
    expect(await post(body)).toEqual({ status: 200, body: { stored: 3, left: 0 } })
    await isForgotten(before)
    await isForgotten(after)
    const [item, ...more] = await waits()
    expect(more).toEqual([])
    expect(item).toMatchObject({ what, reason, state: 'parked', deeds: ['retry', 'dismiss'] })
    expect(await shown(item!)).toBe(element)
    // Told again it is the same; dismissed it is gone.
    expect(await post(body)).toEqual({ status: 200, body: { stored: 3, left: 0 } })
    expect(await waits()).toEqual([])
    await desk.done('dismiss', { id: item!.id })
  })

  test('is one thing however often HubSpot tries', async () => {
    const tried = (attemptNumber: number) => post(JSON.stringify([{ mystery: true, attemptNumber }]))
    await tried(0)
    await tried(1)
    expect(await waits()).toHaveLength(1)
  })

  test.each([
    ['half a list', (told: string) => `[${told},{"eventId":`, '{"eventId":', 'it is no JSON'],
    ['what follows a list', (told: string) => `[${told}] and more`, 'and more', 'it is no JSON'],
  ])('%s takes nothing with it that is whole', async (_what, bodyOf, rest, reason) => {
    const contact = await known()
    expect(await post(bodyOf(JSON.stringify(tellForget(contact))))).toEqual({
      status: 200,
      body: { stored: 2, left: 0 },
    })
    await isForgotten(contact)
    const [item] = await waits()
    expect(item).toMatchObject({ reason })
    expect(await shown(item!)).toBe(rest)
  })

  test('bytes that are no text spoil only where they stand', async () => {
    const contact = await known()
    const [before, after] = JSON.stringify([tellForget(contact, { sourceId: 'x|y' })]).split('|')
    const body = Buffer.concat([Buffer.from(before!), Buffer.of(0xff, 0xfe), Buffer.from(after!)])
    expect(await post(body)).toEqual({ status: 200, body: { stored: 1, left: 0 } })
    await isForgotten(contact)
  })

  test('bytes that are nothing at all are kept as they are: HubSpot would send the same again for a day', async () => {
    expect(await post('<html>')).toEqual({ status: 200, body: { stored: 1, left: 0 } })
    const [item] = await waits()
    expect(item).toMatchObject({ what, reason: 'it is no JSON' })
    expect(await shown(item!)).toBe('<html>')
  })

  test('is read once more when a person says so, and becomes what it is', async () => {
    const contact = await known()
    await post(JSON.stringify([{ ...tellForget(contact), objectId: null }]))
    const [item] = await waits()
    await desk.done('retry', { id: item!.id })
    await until(async () =>
      expect((await desk.list()).find(({ id }) => id === item!.id)).toMatchObject({ state: 'parked' }),
    )
    // As after an update that can read it.
    const [, key] = item!.id.split(':')
    await world.database.query('update hubspot_event set raw = $2 where id = $1', [
      key,
      Buffer.from(JSON.stringify(tellForget(contact))),
    ])
    await desk.done('retry', { id: item!.id })
    await isForgotten(contact)
    expect((await desk.list()).some(({ id }) => id === item!.id)).toBe(false)
  })

  test('is forgotten with the person it tells of', async () => {
    const contact = await known()
    await post(
      JSON.stringify([
        { subscriptionType: 'contact.deletion', vid: contact.id, phone: contact.properties.mobilephone },
      ]),
    )
    const [item] = await waits()
    await post(JSON.stringify([tellForget(contact)]))
    await isForgotten(contact)
    await until(async () => expect(await shown(item!)).not.toContain(contact.id))
  })

  test('of a batch with thousands of such things a person sees no more than a hundred', async () => {
    const body = JSON.stringify(Array.from({ length: 5_000 }, (_, index) => index + 0.5))
    expect((await post(body)).status).toBe(200)
    const items = await waits()
    expect(items).toHaveLength(100)
    for (const { id } of items) await desk.done('dismiss', { id })
  })
})

describe('of an account that another app serves', () => {
  const told = (portal: string, more: Record<string, unknown> = {}) => ({
    ...tellForget({ id: '501' }),
    portalId: Number(portal),
    ...more,
  })
  const ofApp = async (body: unknown) => post(JSON.stringify(body), world.config.oauth?.clientSecrets[0] ?? '')
  beforeAll(() => world.connect('7101'))

  test('what does not say whose it is belongs to the one that its batch is of', async () => {
    expect(await ofApp([told('7101'), null])).toEqual({ status: 200, body: { stored: 2, left: 0 } })
    const { items } = (await desk.ask<{ items: WaitingItem[] }>('list', {}, '7101')).body
    expect(items.filter(({ kind }) => kind === 'event')).toMatchObject([{ reason: 'it is no event', portalId: '7101' }])
  })

  test('what can be of any is not acknowledged, though its neighbours are stored', async () => {
    for (const body of [[null], '<html>', [told('7101'), told('999'), null], [told('7101', { portalId: null })]]) {
      expect(await ofApp(body)).toMatchObject({ status: 400, body: { code: 'unreadable_events' } })
    }
  })
})
