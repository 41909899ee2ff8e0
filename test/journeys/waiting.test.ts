import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { runCommand } from '../../relay/command/run-command.ts'
import type { ListWaitingResponse, ShowWaitingResponse, WaitingItem } from '../../contract/waiting.ts'
import type { Marketplace } from '../marketplace.ts'
import { environmentOf } from '../relay-process.ts'
import { onceTo } from '../once-to.ts'
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
afterEach(() => world.phones.faults.set())

test('what HubSpot refuses for the timeline waits, goes on when it is retried, and is gone when it is dismissed', async () => {
  const gone = { id: '987654322', properties: { firstname: 'Nobody', mobilephone: desk.newNumber() } }
  const messageId = await world.accepted(gone, 'HubSpot knows nobody')
  const item = await until(async () => {
    const found = (await desk.list()).find(({ id }) => id === `entry:${messageId}`)
    expect(found).toMatchObject({ state: 'parked', deeds: ['retry', 'dismiss'], contactId: gone.id })
    return found!
  })
  await desk.done('retry', { id: item.id })
  await until(async () => expect((await desk.list()).map(({ id }) => id)).toContain(item.id))
  await desk.done('dismiss', { id: item.id })
  expect(await desk.ask('dismiss', { id: item.id })).toMatchObject({ status: 409, problem: { code: 'not_waiting' } })
})

test('a creation in doubt that nobody may look for waits, and is looked for when it is retried, never made again', async () => {
  const contact = await desk.person()
  const message = 'This search is not for you.'
  const match = { method: 'POST', path: /communications\/search$/ }
  world.hubspot.faults.next({ kind: 'status', status: 400, body: { status: 'error', message }, times: Infinity, match })
  const creating = { method: 'POST', path: /communications\/batch\/create$/ }
  world.hubspot.faults.next({ kind: 'reset-after', match: creating, times: Infinity })
  const ids = await Promise.all(['Doubt', 'Doubt more'].map((body) => world.accepted(contact, body)))
  await until(async () => {
    const items = await desk.list()
    for (const id of ids) {
      expect(items.find((item) => item.id === `entry:${id}`)).toMatchObject({
        reason: message,
        deeds: ['retry', 'dismiss'],
      })
    }
  })
  world.hubspot.faults.clear()
  const creations = () => world.hubspot.calls.recent().filter(({ path }) => creating.path.test(path)).length
  const before = creations()
  for (const id of ids) await desk.done('retry', { id: `entry:${id}` })
  await until(async () =>
    expect((await desk.list()).filter(({ id }) => ids.some((one) => id.endsWith(one)))).toEqual([]),
  )
  await until(() => expect(world.timeline(contact).filter((text) => text.includes('Doubt'))).toHaveLength(2))
  expect(creations()).toBe(before)
})

test('messages that failed or are in doubt wait, until a person has seen them', async () => {
  await world.accepted(await desk.person('+12025558900'), 'Refused')
  const [failed] = await desk.waitsFrom('+12025558900')
  expect(failed).toMatchObject({ kind: 'message', state: 'parked', deeds: ['dismiss'] })
  expect(await desk.ask('retry', { id: failed!.id })).toMatchObject({
    status: 422,
    problem: { code: 'deed_not_possible' },
  })
  await desk.done('dismiss', { id: failed!.id })
  const doubtful = await desk.person()
  world.phones.faults.set({ mode: 'reset', delivered: true, ...onceTo(doubtful) }, { mode: 'error', on: 'read' })
  await world.accepted(doubtful, 'In doubt')
  const [doubt] = await desk.waitsFrom(doubtful.properties.mobilephone!)
  expect(doubt).toMatchObject({ kind: 'message', state: 'waiting', deeds: ['retry', 'dismiss'] })
  world.phones.faults.set()
  await desk.done('retry', { id: doubt!.id })
  await until(async () => expect((await desk.list()).map(({ id }) => id)).not.toContain(doubt!.id))
  expect((await world.shown(doubtful)).map(({ status }) => status)).toEqual(['sent'])
})

test('deliveries and events that are parked are taken up again, or put aside', async () => {
  const number = desk.newNumber()
  const body = (id: string) =>
    JSON.stringify({
      type: 'message.received',
      message: {
        ...{
          seq: 1,
          id,
          direction: 'from_phone',
          from: number,
          to: '+15550100001',
          body: `Parked ${id}`,
          channel: 'sms',
        },
        ...{ reference: null, status: 'received', at: new Date().toISOString() },
      },
    })
  const contact = await desk.person(number)
  await world.database.query(
    `insert into inbox (portal_id, id, line_id, origin, headers, body, received_at, parked, parked_at, trouble)
     select $1, id, 'sms', 'webhook', '{}', convert_to(body, 'UTF8'), now(), 'it could not be read', now(), 'it could not be read'
     from unnest($2::uuid[], $3::text[]) as x(id, body)`,
    [
      portalId,
      ['01980000-0000-7000-8000-00000000000a', '01980000-0000-7000-8000-00000000000b'],
      [body('first'), body('second')],
    ],
  )
  await world.database.query(
    `insert into hubspot_event (portal_id, id, subscription_type, object_id, event_id, occurred_at, property_name, kind, raw, received_at, parked)
     values ($1, '01980000-0000-7000-8000-00000000000c', 'object.restore', $2, '1', now(), '', 'restore', '{"a":1}', now(), 'it could not be stored')`,
    [portalId, contact.id],
  )
  const [first, second, event] = [
    'inbox:01980000-0000-7000-8000-00000000000a',
    'inbox:01980000-0000-7000-8000-00000000000b',
    'event:01980000-0000-7000-8000-00000000000c',
  ] as const
  const found = (await desk.list()).filter(({ id }) => [first, second, event].includes(id as typeof first))
  expect(found.map(({ state, reason }) => `${state}: ${reason}`)).toEqual([
    'parked: it could not be read',
    'parked: it could not be read',
    'parked: it could not be stored',
  ])
  expect((await desk.ask<ShowWaitingResponse>('show', { id: event })).body.text).toBe('{"a":1}')
  await desk.done('retry', { id: first })
  await desk.done('dismiss', { id: second })
  await desk.done('retry', { id: event })
  await until(async () => expect(await desk.texts(contact)).toEqual(['Parked first']))
  expect((await desk.done('dismiss', { id: second })).already).toBe(true)
  await until(async () =>
    expect((await desk.ask('retry', { id: event })).problem).toMatchObject({ status: 409, code: 'not_waiting' }),
  )
})

test('the list is paged, oldest first, and misses nothing', async () => {
  for (let count = 0; count < 7; count += 1) await desk.stranger(`Number ${count}`)
  const all = await desk.list()
  const paged: WaitingItem[] = []
  for (let after: string | undefined; ;) {
    const { body } = await desk.ask<ListWaitingResponse>('list', { limit: 3, ...(after ? { after } : {}) })
    paged.push(...body.items)
    if (body.next === null) break
    after = body.next
  }
  expect(paged).toEqual(all)
  expect(all.map(({ since }) => since)).toEqual(all.map(({ since }) => since).toSorted())
  expect(await desk.ask('list', { after: 'nonsense' })).toMatchObject({
    status: 422,
    problem: { code: 'invalid_cursor' },
  })
})

test('of another account, or of nothing, nothing is said or done', async () => {
  const { item } = await desk.stranger()
  for (const deed of ['show', 'retry', 'dismiss']) {
    const refused = await desk.ask(deed, { id: item.id }, '7101')
    expect(refused).toMatchObject({ status: 404, problem: { code: 'unknown_item' } })
  }
  expect(await desk.ask('list', {}, '999')).toMatchObject({ status: 404, problem: { code: 'unknown_portal' } })
  expect(await desk.ask('show', { id: 'reply:nothing' })).toMatchObject({
    status: 404,
    problem: { code: 'unknown_item' },
  })
  expect(await desk.ask('show', { id: 'nothing:1' })).toMatchObject({ status: 400 })
  expect((await desk.list()).map(({ id }) => id)).toContain(item.id)
})

test('whoever runs the relay sees and does the same at the command', async () => {
  const run = async (words: string) => {
    const said: string[] = []
    const code = await runCommand(words.split(' '), environmentOf(world.config), (text) => said.push(text))
    return { code, said: said.join('\n') }
  }
  const { number, item } = await desk.stranger('Typed by hand')
  expect((await run('waiting')).said).toContain(`SMS reply from ${number} on line sms`)
  const shown = await run(`waiting show ${item.id}`)
  expect(shown.said).toContain('Typed by hand')
  expect(shown.said).toContain(`npm run relay -- waiting give ${item.id} <contact>`)
  const contact = await desk.person()
  expect(await run(`waiting give ${item.id} ${contact.id}`)).toEqual({
    ...{ code: 0, said: `${item.id} is given to contact ${contact.id}.` },
  })
  expect(await run(`waiting dismiss ${item.id}`)).toMatchObject({ code: 1 })
  expect((await run(`waiting --account 7101`)).said).toBe('Nothing waits for a person.')
})
