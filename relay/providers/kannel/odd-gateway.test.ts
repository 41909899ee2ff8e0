import { describe, expect, test } from 'vitest'
import type { Line, ProviderEvent, Received } from '../provider.ts'
import { kannel } from './index.ts'
import type { KannelSettings } from './settings.ts'

const line: Line<KannelSettings> = {
  portalId: '1',
  id: 'sales',
  label: 'Sales',
  channel: 'sms',
  address: '+14155550100',
  callbackUrl: 'https://relay.example/webhooks/1/sales',
  settings: {
    url: 'http://127.0.0.1:1/cgi-bin/sendsms',
    username: 'homing',
    password: 'a-password',
    webhookToken: 'kZ7pQ2mX9vB4nR6tY1wS3cF8',
  },
}

async function read(
  type: string | undefined,
  body: Uint8Array,
  query = 'id=i-1&at=1793613600',
): Promise<ProviderEvent> {
  const headers: Record<string, string> = { 'homing-query': `kind=reply&from=%2B14155560001&${query}` }
  if (type !== undefined) headers['content-type'] = type
  const received: Received = { origin: 'webhook', headers, body }
  const [event] = await kannel.read(received, line)
  return event!
}

describe('a gateway that names no charset, or one of its own', () => {
  const umlauts = 'Grüße, José'

  test.each([
    ['no type at all', undefined, Buffer.from(umlauts)],
    ['no charset, and UTF-8', 'text/plain', Buffer.from(umlauts)],
    ['latin1 by its name', 'text/plain; charset=ISO-8859-1', Buffer.from(umlauts, 'latin1')],
    ['UTF-16 by an older name', 'text/plain; charset="ucs-2"', Buffer.from(umlauts, 'utf16le').swap16()],
    ['a charset nobody knows, and UTF-8', 'text/plain; charset=klingon', Buffer.from(umlauts)],
  ])('%s', async (_name, type, body) => {
    expect(await read(type, body)).toMatchObject({ kind: 'reply', body: umlauts })
  })

  test('gsm is the alphabet of SMS, one byte for each place', async () => {
    const bytes = Uint8Array.from([0x43, 0x61, 0x66, 0x05, 0x20, 0x7e, 0x00, 0x1b, 0x65])
    expect(await read('text/plain; charset=gsm', bytes)).toMatchObject({ body: 'Café ü@€' })
    expect(await read('text/plain; charset="GSM-7"', Buffer.from('Hello'))).toMatchObject({ body: 'Hello' })
  })

  test.each(['text/plain', 'text/plain; charset=klingon', 'text/plain; charset=UTF-8', 'text/plain; charset=gsm'])(
    '%s with bytes of latin1 is read as that, and says so',
    async (type) => {
      const event = await read(type, Buffer.from(umlauts, 'latin1'))
      expect(event).toMatchObject({ body: expect.stringMatching(/^Grüße, José\n\n\(The gateway names .+\)$/) })
    },
  )
})

test('a binary message, and one without a word, say what they are', async () => {
  expect(await read('application/octet-stream', Buffer.alloc(140))).toMatchObject({
    kind: 'reply',
    made: true,
    body: 'This person sent a binary message of 140 bytes, which holds no text.',
  })
  expect(await read('text/plain', Buffer.from(' '))).toMatchObject({ made: true, body: expect.stringMatching(/\S/) })
})

test('a gateway that gives neither time nor id is heard all the same, each message once', async () => {
  const [one, again, other] = [
    await read('text/plain', Buffer.from('Hello'), ''),
    await read('text/plain', Buffer.from('Hello'), ''),
    await read('text/plain', Buffer.from('Hello you'), ''),
  ]
  const idOf = (event: ProviderEvent) => (event.kind === 'reply' ? event.providerId : '')
  expect(idOf(one)).toMatch(/\S/)
  expect(idOf(again)).toBe(idOf(one))
  expect(idOf(other)).not.toBe(idOf(one))
})

test('a sign beside a message that a phone wrote out is none of its own', async () => {
  expect(await read('text/plain; charset=UTF-8', Buffer.from('Loved “See you at 5”'))).toEqual({
    kind: 'reaction',
    providerId: 'i-1',
    from: '+14155560001',
    to: { quoted: 'See you at 5' },
    reaction: '❤️',
    body: 'Loved “See you at 5”',
    at: new Date(1_793_613_600_000),
  })
})
