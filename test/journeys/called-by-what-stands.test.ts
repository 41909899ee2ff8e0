import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { VendorFetch } from '../../relay/providers/vendor-fetch.ts'
import { vendorFetch } from '../../relay/providers/vendor-fetch.ts'
import type { PhoneMessage, PhoneSend } from '../../workbench/phone-network/phone-wire.ts'
import { createSettingsDesk, type SettingsDesk } from '../settings-desk.ts'
import { until } from '../until.ts'

/** What came in at the vendor: what was asked, and with which key. */
let calls: string[] = []
const taken = new Map<string, PhoneMessage>()
let answers: number[] = []
const vendor: Server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://vendor.example')
  const what = request.method === 'POST' ? 'send' : searchParams.has('reference') ? 'find' : 'since'
  // The test of a line that was saved.
  if (searchParams.get('limit') !== '1') calls.push(`${what} ${request.headers.authorization?.replace('Bearer ', '')}`)
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const answer = (status: number, said: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(said))
    if (pathname !== '/messages') return answer(404, {})
    if (what !== 'send') {
      const found = taken.get(searchParams.get('reference') ?? '')
      return answer(200, { messages: found ? [found] : [], seq: 0, more: false })
    }
    const { from, to, body, channel, reference } = JSON.parse(Buffer.concat(chunks).toString()) as PhoneSend
    const at = new Date().toISOString()
    const known = { direction: 'to_phone', from, to, body, channel, reference, status: 'sent', at } as const
    taken.set(reference, { id: `id-of-${reference}`, seq: taken.size + 1, ...known })
    answer(answers.shift() ?? 201, taken.get(reference)!)
  })
})

/** A process that stands still between its last look at settings and the request: the next of this kind does not leave until it is told. */
let hold: { what: 'send' | 'find' | 'since'; reached: () => void; until: Promise<void> } | null = null
const kindOf = ({ searchParams }: URL, { method }: RequestInit) => {
  if (method === 'POST') return 'send'
  return searchParams.has('reference') ? 'find' : searchParams.get('limit') === '1' ? 'test' : 'since'
}
const held: VendorFetch = async (url, init, ...more) => {
  if (hold?.what === kindOf(url, init)) {
    const { reached, until } = hold
    hold = null
    reached()
    await until
  }
  return vendorFetch(url, init, ...more)
}
/** Answers with when one is held, and how it is let go. */
function holdNext(what: 'send' | 'find' | 'since'): { isHeld: Promise<void>; letGo: () => void } {
  const [held, free] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  hold = { what, reached: held.resolve, until: free.promise }
  return { isHeld: held.promise, letGo: free.resolve }
}

let desk: SettingsDesk
beforeAll(async () => {
  await once(vendor.listen(0, '127.0.0.1'), 'listening')
  const asked = ((url: URL | string, init: RequestInit, ...more: []) =>
    url instanceof URL && url.port === port() ? held(url, init, ...more) : fetch(url, init)) as typeof fetch
  desk = await createSettingsDesk({ parts: { fetch: asked } })
})
afterAll(async () => {
  await desk.world.close()
  vendor.closeAllConnections()
  await new Promise((resolve) => vendor.close(resolve))
})
beforeEach(() => {
  calls = []
  answers = []
})

const port = () => String((vendor.address() as AddressInfo).port)
let nth = 0
/** An account whose one line is this. */
async function withLine(key: string) {
  nth += 1
  const id = `line-${nth}`
  const settings = { url: `http://127.0.0.1:${port()}`, key, webhookSecret: 'a-webhook-secret' }
  const line = desk.line(id, { address: `+1555010${String(7000 + nth)}`, settings })
  const contact = await desk.world.contact({ firstname: 'Ada', mobilephone: `+1202559${String(1000 + nth)}` })
  await desk.save({ lines: [line] })
  return { id, line, contact }
}
const rotate = async (lineId: string, value: string) => {
  const said = { version: await desk.version(), name: `line/${lineId}/key`, value }
  expect(await desk.say('/rotate', said)).toMatchObject({ status: 200 })
}
const standing = async (messageId: string) => {
  const [row] = await desk.world.database.query('select state from delivery where message_id = $1', [messageId])
  return row
}

test('a message that was about to leave by a line does not leave when that is removed, and waits', async () => {
  const { id, contact } = await withLine('old-key')
  const { isHeld, letGo } = holdNext('send')
  const messageId = await desk.world.accepted(contact, 'Not any more', { line: id })
  await isHeld
  await desk.save({ lines: [] })
  letGo()
  await until(async () => expect(await standing(messageId)).toMatchObject({ state: 'due' }))
  expect(calls.filter((call) => call.startsWith('send'))).toEqual([])
})

test('one that was about to leave with a key that is replaced leaves with the new one, and once', async () => {
  const { id, contact } = await withLine('old-key')
  const { isHeld, letGo } = holdNext('send')
  const messageId = await desk.world.accepted(contact, 'Hello', { line: id })
  await isHeld
  await rotate(id, 'new-key')
  letGo()
  await until(async () => expect(await standing(messageId)).toMatchObject({ state: 'done' }))
  expect(calls.filter((call) => call.startsWith('send'))).toEqual(['send new-key'])
})

test('what does not concern the line changes nothing', async () => {
  const { id, contact } = await withLine('same-key')
  const { isHeld, letGo } = holdNext('send')
  const messageId = await desk.world.accepted(contact, 'Hello', { line: id })
  await isHeld
  await desk.save({ pause: { percent: 50, least: 21, minutes: 60 } })
  letGo()
  await until(async () => expect(await standing(messageId)).toMatchObject({ state: 'done' }))
  expect(calls.filter((call) => call.startsWith('send'))).toEqual(['send same-key'])
})

test('a history is not read with a key that is replaced, but at once with the new one', async () => {
  const { isHeld, letGo } = holdNext('since')
  const { id } = await withLine('old-key')
  await isHeld
  await rotate(id, 'new-key')
  letGo()
  await until(() => expect(calls).toContain('since new-key'))
  expect(calls).not.toContain('since old-key')
  const [line] = await desk.world.database.query('select history_trouble from line where id = $1', [id])
  expect(line).toEqual({ history_trouble: null })
})

test('a doubt is not asked about with a key that is replaced, but at once with the new one', async () => {
  answers = [500]
  const { isHeld, letGo } = holdNext('find')
  const { id, contact } = await withLine('old-key')
  const messageId = await desk.world.accepted(contact, 'Did it leave?', { line: id })
  await isHeld
  await rotate(id, 'new-key')
  letGo()
  await until(async () => expect(await standing(messageId)).toMatchObject({ state: 'done' }))
  expect(calls.filter((call) => /^(send|find)/.test(call))).toEqual(['send old-key', 'find new-key'])
})
