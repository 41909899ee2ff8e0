import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import type { PhoneEvent, PhoneFault, PhoneSend } from './phone-wire.ts'
import { readJournal } from './journal.ts'
import { createPhoneNetwork, type PhoneNetworkOptions } from './phone-network.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

test('what is sent twice is delivered twice, and is counted and found as such', async () => {
  const { network, send, get } = await start()
  expect((await send({ reference: 'one' })).status).toBe(201)
  expect((await send({ reference: 'one' })).status).toBe(201)
  expect(network.received('one')).toBe(2)
  expect(network.received('two')).toBe(0)
  expect((await get('/messages?reference=one')).messages).toHaveLength(2)
  expect(network.phone('+2').messages()).toHaveLength(2)
})

test('a message is delivered, and read when the phone is looked at', async () => {
  const { network, send, events } = await start({ deliverAfter: 1 })
  await send()
  await vi.waitFor(() => expect(statuses(events)).toEqual(['delivered']))
  network.look('+2')
  await network.idle()
  expect(statuses(events)).toEqual(['delivered', 'read'])
  expect(events[1]?.message.seq).toBeGreaterThan(events[0]?.message.seq ?? 0)
})

test('a phone that cannot be reached ends undelivered; a person who is blocked is refused', async () => {
  const { send, events } = await start({ deliverAfter: 1, unreachable: ['+3'], blocked: ['+4'] })
  await send({ to: '+3' })
  await vi.waitFor(() => expect(statuses(events)).toEqual(['undelivered']))
  expect((await send({ to: '+4' })).status).toBe(422)
})

test('a webhook is tried again until the receiver takes it', async () => {
  const { network, receiver, events } = await start()
  receiver.refuseNext = 3
  network.write({ from: '+2', to: '+1', body: 'Still there?', channel: 'sms' })
  await network.idle()
  expect(events).toHaveLength(1)
  expect(receiver.requests).toBe(4)
})

test('without retry a webhook that was not taken is gone, and catching up still has it', async () => {
  const { network, receiver, events, get } = await start({ webhooks: { retry: false } })
  receiver.refuseNext = 1
  network.write({ from: '+2', to: '+1', body: 'Lost', channel: 'sms' })
  await network.idle()
  expect(events).toEqual([])
  const missed = await get('/messages?line=%2B1&after=0')
  expect(missed).toMatchObject({ messages: [{ body: 'Lost', status: 'received' }], more: false })
})

test.each<[PhoneFault['mode'], string[]]>([
  ['duplicate', ['delivered', 'delivered']],
  ['reorder', ['read', 'delivered', 'sent']],
  ['drop', []],
  ['tamper', ['delivered']],
])('the webhook fault %s makes %j of one delivery', async (mode, expected) => {
  const { network, send, events } = await start({ webhooks: { inFlight: 1 } })
  network.faults.set({ mode })
  const { id } = (await (await send()).json()) as { id: string }
  network.deliver(id)
  await network.idle()
  expect(statuses(events)).toEqual(expected)
  expect(events.some(({ message }) => message.body.includes('(altered)'))).toBe(mode === 'tamper')
})

test('echo shows the line its own message as received', async () => {
  const { network, send, events } = await start()
  network.faults.set({ mode: 'echo' })
  await send()
  await network.idle()
  expect(events).toMatchObject([{ type: 'message.received', message: { from: '+1', direction: 'from_phone' } }])
})

test('faults can be set over HTTP, befall a share of requests, and end after so many', async () => {
  const { network, send, url } = await start({ random: () => 0.3 })
  const put = (body: unknown, key = 'key') =>
    fetch(`${url}/faults`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${key}` },
      body: JSON.stringify(body),
    })
  expect((await put({ mode: 'error', times: 2, share: 0.5, delivered: true })).status).toBe(200)
  const answers = [await send(), await send(), await send()]
  expect(answers.map(({ status }) => status)).toEqual([500, 500, 201])
  expect(network.messages()).toHaveLength(3)
  expect((await put([{ mode: 'error', share: 0.2 }])).status).toBe(200)
  expect((await send()).status).toBe(201)
  expect((await put({ mode: 'explode' })).status).toBe(400)
  expect((await put({ mode: 'error' }, 'wrong')).status).toBe(401)
})

test('a fault that names a phone befalls nobody else, and waits for that one', async () => {
  const { network, send, events } = await start()
  network.faults.set({ mode: 'refuse', times: 1, to: '+2' }, { mode: 'duplicate', times: 1, to: '+3' })
  expect((await send({ to: '+4' })).status).toBe(201)
  expect((await send({ to: '+2' })).status).toBe(422)
  expect((await send({ to: '+2' })).status).toBe(201)
  network.write({ from: '+4', to: '+1', body: 'Once', channel: 'sms' })
  network.write({ from: '+3', to: '+1', body: 'Twice', channel: 'sms' })
  await network.idle()
  expect(events.map(({ message }) => message.body).toSorted()).toEqual(['Once', 'Twice', 'Twice'])
})

test('what it cannot read or may not take it refuses', async () => {
  const { send, post, url, network } = await start()
  expect((await send({ body: '' })).status).toBe(400)
  expect((await send({ callbackUrl: 'file:///etc/passwd' })).status).toBe(400)
  expect((await post('{"from":')).status).toBe(400)
  expect((await post(JSON.stringify({ body: 'x'.repeat(300_000) }))).status).toBe(400)
  expect((await fetch(`${url}/messages`)).status).toBe(401)
  expect(network.messages()).toEqual([])
})

test('with find off nobody learns what went out', async () => {
  const { url } = await start({ find: 'off' })
  const answer = await fetch(`${url}/messages?reference=r`, { headers: { authorization: 'Bearer key' } })
  expect(answer.status).toBe(404)
})

test('a restart loses nothing: messages, places in the order of changes, lines, and webhooks on their way', async () => {
  const { network, send, receiver, events, get } = await start()
  await send({ reference: 'kept' })
  const { id } = (await (await send({ reference: 'delivered' })).json()) as { id: string }
  network.deliver(id)
  receiver.refuseNext = 1000
  network.write({ from: '+2', to: '+1', body: 'On its way', channel: 'sms' })
  const before = await get('/messages?line=%2B1&after=0')
  const snapshot = JSON.parse(JSON.stringify(network.snapshot())) as ReturnType<typeof network.snapshot>
  await network.close()
  receiver.refuseNext = 0
  const second = await start()
  second.network.restore(snapshot)
  expect(await second.get('/messages?line=%2B1&after=0')).toEqual(before)
  expect(second.network.received('kept')).toBe(1)
  await second.network.idle()
  expect(events.map(({ message }) => message.body)).toContain('On its way')
})

test('the journal holds every message before its sender knows', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'journal-'))
  ends.push(() => rmSync(folder, { recursive: true }))
  const journal = join(folder, 'messages.jsonl')
  const { send, network } = await start({ journal, keep: 2 })
  for (const reference of ['a', 'b', 'c']) await send({ reference })
  expect(readJournal(journal).map(({ reference }) => reference)).toEqual(['a', 'b', 'c'])
  expect(network.messages().map(({ reference }) => reference)).toEqual(['b', 'c'])
})

test('whoever watches hears of every message and status until they stop', async () => {
  const { send, network } = await start()
  const seen: string[] = []
  const stop = network.onChange(({ status }) => seen.push(status))
  await send()
  network.look('+2')
  network.write({ from: '+2', to: '+1', body: 'Hi', channel: 'sms' })
  stop()
  network.write({ from: '+2', to: '+1', body: 'Unheard', channel: 'sms' })
  expect(seen).toEqual(['sent', 'delivered', 'read', 'received'])
})

function statuses(events: readonly PhoneEvent[]): string[] {
  return events.map(({ message }) => message.status)
}

/** A network and a receiver for the webhooks of its line `+1`, which refuses the next few when told to. */
async function start(options: Partial<PhoneNetworkOptions> = {}) {
  const events: PhoneEvent[] = []
  const receiver = { refuseNext: 0, requests: 0 }
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => (body += text))
    request.on('end', () => {
      receiver.requests += 1
      const refused = receiver.refuseNext > 0
      if (refused) receiver.refuseNext -= 1
      else events.push(JSON.parse(body) as PhoneEvent)
      response.writeHead(refused ? 503 : 202).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ends.push(() => server.close())
  const callbackUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  const webhooks = { firstDelay: 5, ...options.webhooks }
  const network = createPhoneNetwork({ key: 'key', secret: 'secret', deliverAfter: null, ...options, webhooks })
  const url = await network.listen()
  ends.push(() => network.close())
  network.registerLine({ address: '+1', callbackUrl })

  const headers = { authorization: 'Bearer key', 'content-type': 'application/json' }
  const post = (body: string) => fetch(`${url}/messages`, { method: 'POST', headers, body })
  const send = (changes: Partial<PhoneSend> = {}) =>
    post(
      JSON.stringify({
        from: '+1',
        to: '+2',
        body: 'Hello',
        channel: 'sms',
        reference: 'r',
        callbackUrl,
        ...changes,
      }),
    )
  const get = async (target: string) =>
    (await (await fetch(url + target, { headers })).json()) as { messages: { body: string }[]; more: boolean }
  return { network, url, receiver, events, post, send, get }
}
