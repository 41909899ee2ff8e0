import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openCallback, type Callback } from '../../../test/providers/callback.ts'
import { context } from '../../../test/providers/context.ts'
import { outgoing } from '../../../test/providers/outgoing.ts'
import { person } from '../../../test/providers/person.ts'
import { until } from '../../../test/until.ts'
import { createTucoApi, type TucoApi, type TucoApiOptions } from '../../../workbench/tuco-api/tuco-api.ts'
import type { TucoForm } from '../../../workbench/tuco-api/tuco-payload.ts'
import type { Line, Outgoing, ProviderEvent } from '../provider.ts'
import { tuco } from './index.ts'
import type { TucoSettings } from './settings.ts'

const address = '+14155550100'
const secret = 'a-webhook-secret'
const events = ['message.sent', 'message.failed', 'message.fallback', 'message.reply', 'message.opened']
const forms: TucoForm[] = ['flat', 'nested', 'object']

let api: TucoApi
let callback: Callback
let line: Line<TucoSettings>

async function open(options: Partial<TucoApiOptions> = {}): Promise<void> {
  await api?.close()
  api = createTucoApi({
    apiKey: 'tuco_sk_1',
    lines: [{ id: 'line-1', phone: address }],
    webhook: { url: callback.url, secret, events },
    ...options,
  })
  line = {
    portalId: '62515',
    id: 'sales',
    label: 'Sales',
    channel: 'imessage',
    address,
    callbackUrl: callback.url,
    settings: { url: await api.listen(), apiKey: 'tuco_sk_1', lineId: 'line-1', webhookSecret: secret },
  }
}

beforeEach(async () => {
  callback = await openCallback()
  await open()
})
afterEach(async () => {
  await api.close()
  await callback.close()
})

describe.each(forms)('in its %s form a webhook', (form) => {
  test('tells a reply with words, sender and time', async () => {
    await open({ form })
    api.write({ from: person, lineId: 'line-1', words: 'Sounds good' })
    const [reply] = await heard(1)
    expect(reply).toMatchObject({
      kind: 'reply',
      from: person,
      body: 'Sounds good',
      providerId: expect.stringMatching(/^[0-9a-f]{24}$/),
    })
  })

  test('of another line is ignored', async () => {
    await open({ form })
    api.write({ from: person, lineId: 'line-2', words: 'For others' })
    expect(await heard(1)).toMatchObject([{ kind: 'ignored' }])
  })

  test('tells that nobody has iMessage there as undelivered, and blames the address', async () => {
    await open({ form })
    await send({})
    api.report(api.messages()[0]?._id ?? '', 'message.fallback', `Prospect's iMessage not available on ${person}`)
    expect(await heard(1)).toMatchObject([
      { kind: 'status', status: 'undelivered', error: { code: 'no_imessage', blame: 'address' } },
    ])
  })

  test('tells a failure with its reason, and one for want of iMessage as what it is', async () => {
    await open({ form })
    await send({})
    const id = api.messages()[0]?._id ?? ''
    api.report(id, 'message.failed', 'Device offline')
    expect(await heard(1)).toMatchObject([
      { status: 'failed', error: { code: 'delivery_failed', detail: expect.stringContaining('Device offline') } },
    ])
    api.report(id, 'message.failed', `Prospect's iMessage not available on ${person}`)
    expect((await heard(2)).at(1)).toMatchObject({ status: 'undelivered', error: { code: 'no_imessage' } })
  })
})

test('a reply names the messages it answers', async () => {
  await send({})
  api.write({ from: person, lineId: 'line-1', words: 'Yes' })
  expect(await heard(1)).toMatchObject([{ kind: 'reply', answers: [api.messages()[0]?._id] }])
})

test('a status names our reference, so it finds its message even where the answer was lost', async () => {
  api.misbehave({ mode: 'cut', after: true })
  expect(await send({ reference: 'r-9' })).toMatchObject({ outcome: 'unknown' })
  api.misbehave()
  api.report(api.messages()[0]?._id ?? '', 'message.sent')
  expect(await heard(1)).toMatchObject([{ kind: 'status', status: 'sent', reference: 'r-9' }])
})

test('a test from the dashboard makes no event', async () => {
  api.tell({ event: 'message.sent', timestamp: '2026-11-02T10:00:00.000Z', data: { test: true, message: 'A test' } })
  api.tell({ event: 'message.reply', timestamp: '2026-11-02T10:00:00.000Z', testMode: true })
  expect((await heard(2)).map(({ kind }) => kind)).toEqual(['ignored', 'ignored'])
})

describe('a send', () => {
  test('over a cap is no error: the message waits at Tuco', async () => {
    await open({ perDay: 1 })
    await send({ reference: 'r-1', body: 'One' })
    expect(await send({ reference: 'r-2', body: 'Two' })).toMatchObject({ outcome: 'accepted', status: 'sending' })
    expect(api.messages()[1]?.status).toBe('scheduled')
  })

  test('to somebody without iMessage is refused at once, and blames the address', async () => {
    await open({ withoutIMessage: [person] })
    await expect(send({})).rejects.toMatchObject({ code: 'no_imessage', blame: 'address' })
  })

  test('to somebody on the do-not-contact list says that they opted out', async () => {
    await open({ doNotContact: [person] })
    await expect(send({})).rejects.toMatchObject({ code: 'opted_out', blame: 'opted_out' })
  })

  test('that Tuco leaves out as a double is refused in words, not taken for sent', async () => {
    await open({ guardsDoubles: true })
    await send({ reference: 'r-1' })
    await expect(send({ reference: 'r-2' })).rejects.toMatchObject({ code: 'duplicate_suppressed', blame: 'message' })
    expect(api.messages()).toHaveLength(1)
  })

  test('of a workspace that has not paid blames the line', async () => {
    await open({ pastDue: true })
    await expect(send({})).rejects.toMatchObject({ code: 'account_unpaid', blame: 'line' })
  })

  test('carries files', async () => {
    const content = Buffer.from('%PDF-')
    await send({
      attachments: [{ url: 'https://files.example/a.pdf', contentType: 'application/pdf', name: 'a.pdf', content }],
    })
    expect(api.messages()[0]?.attachmentUrls).toEqual(['https://files.example/a.pdf'])
  })
})

describe('the history', () => {
  test('gives what webhooks that were lost would have told, each reply of a person', async () => {
    const first = await tuco.since?.(null, line, context())
    api.misbehave({ mode: 'webhooks', how: 'drop' })
    for (const words of ['One', 'Two', 'Three']) api.write({ from: person, lineId: 'line-1', words })
    expect((await missed(first?.cursor)).map(({ body }) => body)).toEqual(['One', 'Two', 'Three'])
  })

  test('cuts all but the newest reply of a person, and shows where', async () => {
    const first = await tuco.since?.(null, line, context())
    const long = 'word '.repeat(100)
    for (const words of [long, long]) api.write({ from: person, lineId: 'line-1', words })
    const [older, newest] = await missed(first?.cursor)
    expect(older?.body).toBe(`${long.slice(0, 200)} […]`)
    expect(newest?.body).toBe(long)
  })

  test('of a workspace with several lines gives only replies to what this line sent', async () => {
    await open({
      lines: [
        { id: 'line-1', phone: address },
        { id: 'line-2', phone: '+14155550101' },
      ],
    })
    const other: Line<TucoSettings> = { ...line, id: 'support', settings: { ...line.settings, lineId: 'line-2' } }
    const first = await tuco.since?.(null, line, context())
    await send({ to: person })
    await send({ to: '+14155561002' }, other)
    for (const from of [person, '+14155561002', '+14155561003']) api.write({ from, lineId: 'line-1', words: from })
    expect((await missed(first?.cursor)).map(({ from }) => from)).toEqual([person])
    expect((await missed(first?.cursor, other)).map(({ from }) => from)).toEqual(['+14155561002'])
  })
})

test('a question over the daily quota is no answer, though it says "not available"', async () => {
  await open({ checksPerDay: 1 })
  expect(await tuco.check?.(person, line, context())).toBe(true)
  await expect(tuco.check?.(person, line, context())).rejects.toMatchObject({
    name: 'Temporary',
    retryAfter: 3_600_000,
  })
  expect(tuco.published?.checksPerDay).toBe(70)
})

describe('the test of a line', () => {
  test('passes where everything is set up', async () => {
    await expect(tuco.test?.(line, context())).resolves.toBeUndefined()
  })

  test.each([
    ['another key', async () => (line.settings.apiKey = 'another-key'), 'provider_login_refused', /key/],
    ['an unknown line', async () => (line.settings.lineId = 'line-9'), 'sender_refused', /“line-1”/],
    ['the line of another number', async () => (line.address = '+14155550199'), 'sender_refused', /not/],
    [
      'an inactive line',
      () => open({ lines: [{ id: 'line-1', phone: address, active: false }] }),
      'line_inactive',
      /not/,
    ],
    ['no webhook', () => hook({ url: 'https://elsewhere.example' }), 'webhook_missing', /webhook/],
    ['a missing event', () => hook({ events: ['message.reply'] }), 'webhook_events_missing', /message\.sent/],
  ])('says what is wrong with %s', async (_, spoil, code, words) => {
    await spoil()
    await expect(tuco.test?.(line, context())).rejects.toMatchObject({
      code,
      blame: 'line',
      message: expect.stringMatching(words),
    })
  })
})

function hook(changes: { url?: string; events?: string[] }): Promise<void> {
  return open({ webhook: { url: callback.url, secret, events, ...changes } })
}

async function send(changes: Partial<Outgoing>, over: Line<TucoSettings> = line): Promise<unknown> {
  return tuco.send(outgoing({ reference: 'r-0', ...changes }), over, context())
}

async function heard(count: number): Promise<ProviderEvent[]> {
  await until(() => expect(callback.requests).toHaveLength(count))
  const read = await Promise.all(callback.requests.map((request) => tuco.read(request, line)))
  return read.flat()
}

async function missed(cursor: string | undefined, by: Line<TucoSettings> = line) {
  const news = await tuco.since?.(cursor ?? '', by, context())
  const read = await Promise.all((news?.received ?? []).map((item) => tuco.read(item, by)))
  return read.flat().filter((event) => event.kind === 'reply')
}
