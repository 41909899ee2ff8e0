import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openCallback, type Callback } from '../../../test/providers/callback.ts'
import { context } from '../../../test/providers/context.ts'
import { createKannelApi, type KannelApi, type KannelApiOptions } from '../../../workbench/kannel-api/kannel-api.ts'
import { answer } from '../../../workbench/kannel-api/take-sendsms.ts'
import type { Line, Outgoing, Received } from '../provider.ts'
import { codingOf } from './coding.ts'
import { kannel } from './index.ts'
import type { KannelSettings } from './settings.ts'

const token = 'kZ7pQ2mX9vB4nR6tY1wS3cF8'

let callback: Callback
let api: KannelApi
let url: string
beforeEach(async () => {
  callback = await openCallback()
  await open({})
})
afterEach(async () => {
  await api.close()
  await callback.close()
})

async function open(options: Partial<KannelApiOptions>): Promise<void> {
  if (api) await api.close()
  const postUrl = `${callback.url}/${token}?kind=reply&id=%I&from=%p&to=%P&at=%T`
  api = createKannelApi({ postUrl, ...options })
  url = `${await api.listen()}/cgi-bin/sendsms`
}

function line(changes: Partial<KannelSettings> = {}): Line<KannelSettings> {
  return {
    portalId: '1',
    id: 'sales',
    label: 'Sales',
    channel: 'sms',
    address: '+14155550100',
    callbackUrl: callback.url,
    settings: { url, username: 'homing', password: 'a-password', webhookToken: token, ...changes },
  }
}

function message(body: string, to = '+14155560001'): Outgoing {
  return { reference: 'r-1', to, subject: null, body, conversationToken: 'unused', earlier: [] }
}

const send = (body: string, changes?: Partial<KannelSettings>) => kannel.send(message(body), line(changes), context())
const status = (query: string): Received => {
  return {
    origin: 'webhook',
    headers: { 'homing-query': `kind=status&at=1793613600&${query}` },
    body: new Uint8Array(),
  }
}
const reply = (query: string, type: string, body: Uint8Array): Received => {
  const headers = { 'homing-query': `kind=reply&id=i-1&at=1793613600&${query}`, 'content-type': type }
  return { origin: 'webhook', headers, body }
}

describe('sending', () => {
  test('neither the password nor the text is ever part of an address', async () => {
    const asked: string[] = []
    const watched: typeof fetch = (input, init) => {
      asked.push(input instanceof Request ? input.url : input.toString())
      return fetch(input, init)
    }
    await kannel.send(message('A secret word'), line(), { ...context(), fetch: watched })
    expect(asked).toEqual([url])
    expect(api.messages()[0]?.dlrUrl).not.toContain('word')
  })

  test('a longer text than the gateway sends whole is refused, since Kannel would cut it off without a word', async () => {
    await open({ maxMessages: 2 })
    await send('x'.repeat(306), { maxMessages: 2 })
    await expect(send('x'.repeat(307), { maxMessages: 2 })).rejects.toMatchObject({ code: 'message_too_long' })
    await expect(send(`${'x'.repeat(134)}👍`, { maxMessages: 2 })).rejects.toMatchObject({
      code: 'message_too_long',
      message: expect.stringContaining('emoji'),
    })
    expect(api.messages().map(({ body }) => body.length)).toEqual([306])
  })

  test('several numbers at once are refused: Kannel would send to each', async () => {
    const to = '+14155560001 +14155560002'
    await expect(kannel.send(message('Hello', to), line(), context())).rejects.toMatchObject({ blame: 'address' })
    expect(api.messages()).toEqual([])
  })

  test('it is taken over as well when no SMSC is bound, and when Kannel answers at once', async () => {
    await open({ bound: false })
    expect(await send('Later')).toMatchObject({ outcome: 'accepted', status: 'sending' })
    api.misbehave({ mode: 'answer', answer: answer(202, 'Sent. Message splits: 3') })
    expect(await send('Now')).toMatchObject({ outcome: 'accepted', status: 'sending' })
  })

  test('403 is two things, which Kannel tells apart in words only', async () => {
    await expect(send('Hello', { password: 'wrong' })).rejects.toMatchObject({
      code: 'line_login_refused',
      blame: 'line',
    })
    api.misbehave({ mode: 'answer', answer: answer(403, 'Not routable. Do not try again.') })
    await expect(send('Hello')).rejects.toMatchObject({ code: 'not_routable', blame: 'pair' })
  })

  test('a number on its black list cannot be reached by this line alone', async () => {
    await open({ denied: ['+14155560001'] })
    await expect(send('Hello')).rejects.toMatchObject({ code: 'recipient_denied', blame: 'pair' })
  })

  test('a password goes nowhere else: a redirect is not followed', async () => {
    api.misbehave({ mode: 'answer', answer: { status: 302, headers: { location: `${url}?elsewhere` }, body: '' } })
    await expect(send('Hello')).rejects.toMatchObject({ code: 'provider_url_wrong', blame: 'line' })
    expect(api.messages()).toEqual([])
  })

  test('a public address with a percent sign in it survives the escape codes', async () => {
    const odd = { ...line(), callbackUrl: `${callback.url}/a%20d` }
    await kannel.send({ ...message('Hello'), reference: 'r %d' }, odd, context())
    const [request] = await vi.waitFor(() => {
      expect(callback.requests).toHaveLength(1)
      return callback.requests
    })
    expect(request?.target).toContain(`/a%20d/${token}?`)
    expect(await kannel.read(request!, odd)).toMatchObject([{ reference: 'r %d', status: 'sent' }])
  })
})

describe('the coding', () => {
  test.each([
    ['', 0, 1],
    ['x'.repeat(160), 0, 1],
    ['x'.repeat(161), 0, 2],
    ['€'.repeat(80), 0, 1],
    ['€'.repeat(81), 0, 2],
    [`${'x'.repeat(152)}€`.repeat(2), 0, 3],
    ['ж'.repeat(70), 2, 1],
    ['ж'.repeat(71), 2, 2],
    ['👍'.repeat(36), 2, 2],
    ['façade', 2, 1],
    ['“quoted”', 2, 1],
  ] as const)('of %j is %i in %i parts', (text, coding, parts) => {
    expect(codingOf(text)).toEqual({ coding, parts })
  })
})

describe('the test of a line', () => {
  test('sends nothing and tells what is wrong', async () => {
    await kannel.test!(line(), context())
    for (const [changes, code] of [
      [{ password: 'wrong' }, 'line_login_refused'],
      [{ url: url.replace('sendsms', 'sendotasms') }, 'provider_url_wrong'],
      [{ url: `http://127.0.0.1:${new URL(callback.url).port}/` }, 'provider_url_wrong'],
    ] as const) {
      await expect(kannel.test!(line(changes), context())).rejects.toMatchObject({ name: 'Permanent', code })
    }
    expect(api.messages()).toEqual([])
  })
})

describe('reports', () => {
  test.each([
    ['16', 'NACK/0x0000000b/Invalid Destination Address', 'failed', 'recipient_unknown', 'address'],
    ['16', 'NACK/0x0000000a/Invalid Source Address', 'failed', 'sender_refused', 'line'],
    ['16', 'NACK/11/decimal', 'failed', 'recipient_unknown', 'address'],
    ['16', 'NACK/REJECTED', 'failed', 'carrier_refused', 'unknown'],
    ['2', 'id:7 sub:001 dlvrd:000 stat:UNDELIV err:027', 'undelivered', 'recipient_unreachable', 'message'],
    ['2', 'id:7 sub:001 dlvrd:000 stat:EXPIRED err:000', 'expired', 'expired', 'message'],
    ['2', 'id:7 stat:REJECTD err:0CB', 'undelivered', 'carrier_refused', 'unknown'],
    ['2', 'id:7 stat:UNKNOWN err:000', 'undelivered', 'undeliverable', 'unknown'],
    ['2', '', 'undelivered', 'undeliverable', 'unknown'],
  ])('%s with “%s” is %s: %s', async (word, said, expected, code, blame) => {
    const query = `reference=r-1&status=${word}&answer=${encodeURIComponent(said)}`
    const [event] = await kannel.read(status(query), line())
    expect(event).toMatchObject({ kind: 'status', reference: 'r-1', status: expected, error: { code, blame } })
    expect(event?.kind === 'status' && event.error?.detail).toContain(said)
  })

  test('a report that names no message is not understood', async () => {
    await expect(kannel.read(status('status=1'), line())).rejects.toMatchObject({ code: 'unreadable_delivery' })
  })
})

describe('replies', () => {
  const text = 'text/plain; charset="UTF-8"'
  const hello = Buffer.from('Hello')

  test.each([
    ['+4915112345678', undefined, '+4915112345678'],
    ['004915112345678', undefined, '+4915112345678'],
    ['4915112345678', undefined, '+4915112345678'],
    ['015112345678', undefined, '015112345678'],
    ['4155560001', 'national', '4155560001'],
    ['88222', undefined, '88222'],
    ['MyBank', undefined, 'MyBank'],
  ] as const)('the sender %s is %s %s', async (from, numbers, expected) => {
    const changes = numbers === undefined ? {} : { numbers }
    const received = reply(`from=${encodeURIComponent(from)}`, text, hello)
    expect(await kannel.read(received, line(changes))).toMatchObject([{ kind: 'reply', from: expected }])
  })

  test('UCS-2 is read as it comes where the gateway does not turn it into UTF-8', async () => {
    const body = Buffer.from('Ж👍', 'utf16le').swap16()
    const received = reply('from=%2B14155560001', 'text/plain; charset="UTF-16BE"', body)
    expect(await kannel.read(received, line())).toMatchObject([{ kind: 'reply', body: 'Ж👍' }])
  })

  test('a service set up otherwise is said in words', async () => {
    const odd = reply('from=%2B14155560001', text, hello)
    const other = { ...odd, headers: { 'homing-query': 'phone=%2B14155560001&text=Hello' } }
    await expect(kannel.read(other, line())).rejects.toMatchObject({ message: expect.stringContaining('post-url') })
  })

  test('the relay answers with no words, since Kannel would send them to the person', () => {
    expect(kannel.acknowledgement).toEqual({ contentType: 'text/plain', body: '' })
  })
})
