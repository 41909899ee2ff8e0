import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openCallback, type Callback } from '../../../test/providers/callback.ts'
import { context } from '../../../test/providers/context.ts'
import { outgoing } from '../../../test/providers/outgoing.ts'
import { person } from '../../../test/providers/person.ts'
import { until } from '../../../test/until.ts'
import { createChertApi, type ChertApi, type ChertApiOptions } from '../../../workbench/chert-api/chert-api.ts'
import type { Line, Outgoing, ProviderEvent } from '../provider.ts'
import { chert } from './index.ts'
import type { ChertSettings } from './settings.ts'

const address = '+14155550100'
const secret = 'a-webhook-secret'

let api: ChertApi
let callback: Callback
let line: Line<ChertSettings>

async function open(options: Partial<ChertApiOptions> & { signature?: 'legacy' } = {}): Promise<void> {
  const { signature, ...rest } = options
  await api?.close()
  api = createChertApi({
    signingSecret: '0123456789abcdef',
    lines: [
      { id: 'line-1', number: address },
      { id: 'line-2', number: '+14155550101', active: false },
    ],
    webhook: { url: callback.url, secret, ...(signature ? { signature } : {}) },
    ...rest,
  })
  line = {
    portalId: '62515',
    id: 'sales',
    label: 'Sales',
    channel: 'imessage',
    address,
    callbackUrl: callback.url,
    settings: {
      url: await api.listen(),
      signingSecret: '0123456789abcdef',
      phoneLineId: 'line-1',
      webhookSecret: secret,
    },
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

describe('whether to try again is for `retryable` to say', () => {
  test('a server error that may not be retried is for good, and blames the line', async () => {
    api.refuse({ status: 500, code: 3003, message: 'Not configured', retryable: false })
    await expect(send({})).rejects.toMatchObject({ name: 'Permanent', code: 'delivery_not_set_up', blame: 'line' })
  })

  test.each([400, 403])('a number of somebody else is for good, be it %i', async (status) => {
    api.refuse({ status, code: 2006, message: 'Phone not assigned to tenant', retryable: false })
    await expect(send({})).rejects.toMatchObject({ name: 'Permanent', code: 'sender_refused', blame: 'line' })
  })

  test('saturated lines are for later, after the time that Chert names', async () => {
    api.refuse({ status: 503, code: 4002, message: 'Lines saturated', retryable: true, retryAfter: 540 })
    await expect(send({})).rejects.toMatchObject({ name: 'Temporary', code: 'lines_saturated', retryAfter: 540_000 })
    expect(api.messages()).toEqual([])
  })

  test('a delivery that failed down the road is in doubt, and its repeat is the same message', async () => {
    api.refuse({ status: 502, code: 4001, message: 'Delivery failed', retryable: true })
    expect(await send({ reference: 'r-1' })).toMatchObject({ outcome: 'unknown' })
    expect(await send({ reference: 'r-1' })).toEqual(await send({ reference: 'r-1' }))
    expect(api.messages()).toHaveLength(1)
  })

  test.each([403, 422, 500])('a code nobody has heard of counts against the line, be it %i', async (status) => {
    api.refuse({ status, code: 9999, message: 'New', retryable: false })
    await expect(send({})).rejects.toMatchObject({ name: 'Permanent', blame: 'unknown' })
  })

  test.each([
    [408, 'Request Timeout'],
    [409, ''],
    [425, ''],
    [499, ''],
    [504, '<html>Gateway timeout</html>'],
    [403, '<!DOCTYPE html><title>Attention required</title>'],
    [200, '<html>Welcome</html>'],
  ])('an answer %i that is not Chert’s own leaves doubt', async (status, body) => {
    api.misbehave({ mode: 'answer', answer: { status, body } })
    expect(await send({})).toMatchObject({ outcome: 'unknown' })
  })
})

test('a link in the first message is refused in words; later it goes', async () => {
  const body = 'See https://company.example/offer'
  await expect(send({ body })).rejects.toMatchObject({ code: 'link_in_first_message', blame: 'message' })
  await send({ body: 'Hello' })
  expect(await send({ reference: 'r-2', body })).toMatchObject({ outcome: 'accepted' })
})

test('a number in a form that Chert cannot send to blames the address', async () => {
  await expect(send({ to: '0155' })).rejects.toMatchObject({ code: 'recipient_invalid', blame: 'address' })
})

describe('a webhook of an older subscription', () => {
  test('has another header and is believed, unless it was altered', async () => {
    await open({ signature: 'legacy' })
    api.write({ from: person, to: address, parts: [{ type: 'text', value: 'Hi' }] })
    await heard(1)
    const [request] = callback.requests
    if (!request) throw new Error('There is no webhook.')
    expect(request.headers['x-webhook-signature']).toMatch(/^v1,\d+,/)
    expect(() => chert.verify?.(request, line, new Date())).not.toThrow()
    const body = Buffer.concat([request.body, Buffer.from(' ')])
    expect(() => chert.verify?.({ ...request, body }, line, new Date())).toThrow()
  })

  test('tells a reply in its older form as well, which is no second reply', async () => {
    api.write({ from: person, to: address, parts: [{ type: 'text', value: 'Hi' }] })
    api.tell('lead_reply', { lead_id: 'lead-1', body: 'Hi' })
    expect((await heard(2)).map(({ kind }) => kind).sort()).toEqual(['ignored', 'reply'])
  })
})

test('a file of a reply is named, and has no address, since Chert shows it to the line alone', async () => {
  api.write({
    from: person,
    to: address,
    parts: [{ type: 'media', attachment_id: 'a-1', mime_type: 'image/png', filename: 'a.png' }],
  })
  expect(await heard(1)).toMatchObject([
    { kind: 'reply', body: '', attachments: [{ url: null, contentType: 'image/png', name: 'a.png' }] },
  ])
})

test('the history may hold an event inside another, and means the same', async () => {
  await open({ history: 'wrapped' })
  const first = await chert.since?.(null, line, context())
  api.write({ from: person, to: address, parts: [{ type: 'text', value: 'Missed' }] })
  const told = await heard(1)
  const missed = await chert.since?.(first?.cursor ?? '', line, context())
  const read = await Promise.all((missed?.received ?? []).map((item) => chert.read(item, line)))
  expect(read.flat()).toEqual(told)
})

describe('the test of a line', () => {
  test('passes where everything is set up', async () => {
    await expect(chert.test?.(line, context())).resolves.toBeUndefined()
  })

  test.each([
    ['another secret', () => (line.settings.signingSecret = 'another-one'), 'provider_login_refused', /secret/],
    ['an unknown phone line', () => (line.settings.phoneLineId = 'line-9'), 'sender_refused', /“line-1”/],
    ['the phone line of another number', () => (line.address = '+14155550199'), 'sender_refused', /not/],
    ['an inactive number', inactive, 'line_inactive', /not active/],
    ['a webhook elsewhere', () => (line.callbackUrl = 'https://else.example/x'), 'webhook_missing', /else\.example\/x/],
  ])('says what is wrong with %s', async (_, spoil, code, words) => {
    spoil()
    await expect(chert.test?.(line, context())).rejects.toMatchObject({
      code,
      blame: 'line',
      message: expect.stringMatching(words),
    })
  })

  test('says that a subscription is off, or leaves out messages', async () => {
    const webhook = { url: callback.url, secret }
    await open({ webhook: { ...webhook, active: false } })
    await expect(chert.test?.(line, context())).rejects.toMatchObject({ code: 'webhook_missing' })
    await open({ webhook: { ...webhook, events: ['reaction.added'] } })
    await expect(chert.test?.(line, context())).rejects.toMatchObject({ code: 'webhook_events_missing' })
  })

  test('needs the tenant where the account has several', async () => {
    await open({ tenant: 'acme' })
    await expect(chert.test?.(line, context())).rejects.toMatchObject({ code: 'account_unknown' })
    line.settings.tenant = 'acme'
    await expect(chert.test?.(line, context())).resolves.toBeUndefined()
  })
})

function inactive(): void {
  line.settings.phoneLineId = 'line-2'
  line.address = '+14155550101'
}

async function send(changes: Partial<Outgoing>): Promise<unknown> {
  return chert.send(outgoing({ reference: 'r-0', ...changes }), line, context())
}

async function heard(count: number): Promise<ProviderEvent[]> {
  await until(() => expect(callback.requests).toHaveLength(count))
  const read = await Promise.all(callback.requests.map((request) => chert.read(request, line)))
  return read.flat()
}
