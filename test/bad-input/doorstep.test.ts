import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../ask.ts'
import { createWorld, type World } from '../world.ts'
import { doors } from './doors.ts'
import { expectRefusal } from './refused.ts'
import { sayRaw } from './say-raw.ts'

let world: World
beforeAll(async () => {
  world = await createWorld({ scopes: ['settings.users.read'] })
})
afterAll(() => world.close())

const close = 'host: x\r\nconnection: close\r\n\r\n'

/** That the one answer to these bytes is this refusal, with the headers of every other. */
async function refusedFor(bytes: string, status: number, code: string): Promise<void> {
  const [answer, ...more] = await sayRaw(world.url, bytes)
  expectRefusal(world, answer, status, code)
  expect(more).toEqual([])
  expect(answer.headers).toMatchObject({
    'content-security-policy': expect.stringContaining("default-src 'none'"),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  })
}

test.each([
  ['a fragment', '/healthz#x'],
  ['a fragment before the query', '/healthz#?x=1'],
  ['a fragment after the query', '/healthz?x=1#y'],
  ['a fragment alone', '/#'],
  ['a fragment behind a door', '/card/messages#'],
  ['a whole address', 'http://relay.example/healthz'],
  ['a whole address of another scheme', 'https://relay.example/healthz'],
])('an address with %s is refused before it leads anywhere', async (_, target) => {
  await refusedFor(`GET ${target} HTTP/1.1\r\n${close}`, 400, 'bad_request')
  await refusedFor(`POST ${target} HTTP/1.1\r\ncontent-length: 2\r\n${close}{}`, 400, 'bad_request')
})

test('every door refuses a fragment, proved or not', async () => {
  for (const [door] of Object.values(doors)) {
    if (!door) continue
    for (const target of [`${door.target}#`, `${door.target}?a=1#b`]) {
      const body = Buffer.from(JSON.stringify(door.body()))
      const signed = door.sign(world, { method: 'POST', target, body, now: new Date() })
      const before = await world.stored()
      const head = Object.entries({ ...signed, 'content-type': 'application/json', 'content-length': body.length })
      const lines = head.map(([name, value]) => `${name}: ${value}\r\n`).join('')
      await refusedFor(`POST ${target} HTTP/1.1\r\n${lines}${close}${body.toString()}`, 400, 'bad_request')
      expect(await world.stored()).toEqual(before)
    }
  }
})

test.each([
  ['everything, to be asked about', 'OPTIONS * HTTP/1.1\r\n' + close, 400, 'bad_request'],
  ['no Host', 'GET /healthz HTTP/1.1\r\nconnection: close\r\n\r\n', 400, 'bad_request'],
  ['two Hosts', `GET /healthz HTTP/1.1\r\nhost: y\r\n${close}`, 400, 'bad_request'],
  ['the same Host twice', `GET /healthz HTTP/1.1\r\nhost: x\r\n${close}`, 400, 'bad_request'],
  ['a space before the colon', `GET /healthz HTTP/1.1\r\nx-a : 1\r\n${close}`, 400, 'bad_request'],
  ['a folded header', `GET /healthz HTTP/1.1\r\nx-a: 1\r\n 2\r\n${close}`, 400, 'bad_request'],
  ['line ends of one byte', 'GET /healthz HTTP/1.1\nhost: x\n\n', 505, 'http_version'],
  ['a tab in its address', `GET /health\tz HTTP/1.1\r\n${close}`, 400, 'bad_request'],
  ['an address in another alphabet', `GET /healthz?\u00e4 HTTP/1.1\r\n${close}`, 400, 'bad_request'],
  ['the first bytes of TLS', '\x16\x03\x01\x02\x00\x01\x00\x01', 400, 'bad_request'],
  ['an older HTTP', `GET /healthz HTTP/0.9\r\n${close}`, 505, 'http_version'],
  ['the oldest HTTP', 'GET /healthz\r\n\r\n', 505, 'http_version'],
  ['a newer HTTP', `GET /healthz HTTP/2.0\r\n${close}`, 505, 'http_version'],
  ['an HTTP between', `GET /healthz HTTP/1.2\r\n${close}`, 505, 'http_version'],
  ['the beginning of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 505, 'http_version'],
  ['a wish for a tunnel', `CONNECT relay.example:443 HTTP/1.1\r\n${close}`, 405, 'method_not_allowed'],
  ['an expectation', `POST /card/messages HTTP/1.1\r\nexpect: a-miracle\r\n${close}`, 417, 'expectation_failed'],
  [
    'compressed pieces',
    `POST /card/messages HTTP/1.1\r\ntransfer-encoding: gzip, chunked\r\n${close}0\r\n\r\n`,
    501,
    'transfer_coding',
  ],
  [
    'pieces in older HTTP',
    `POST /card/messages HTTP/1.0\r\ntransfer-encoding: chunked\r\n${close}0\r\n\r\n`,
    501,
    'transfer_coding',
  ],
  ['a list of lengths', `POST /card/messages HTTP/1.1\r\ncontent-length: 2, 2\r\n${close}{}`, 400, 'bad_request'],
  ['a length with a sign', `POST /card/messages HTTP/1.1\r\ncontent-length: +2\r\n${close}{}`, 400, 'bad_request'],
  [
    'pieces said twice',
    `POST /card/messages HTTP/1.1\r\ntransfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n${close}0\r\n\r\n`,
    400,
    'bad_request',
  ],
  ['headers that do not end', `GET /healthz HTTP/1.1\r\n${'x-a: 1\r\n'.repeat(4_000)}${close}`, 431, 'bad_request'],
  [
    'a body longer than its address takes',
    `POST /card/messages HTTP/1.1\r\ncontent-length: 9999999\r\n${close}`,
    413,
    'body_too_large',
  ],
  [
    'pieces longer than its address takes',
    `POST /card/messages HTTP/1.1\r\ntransfer-encoding: chunked\r\n${close}${`10000\r\n${'x'.repeat(65_536)}\r\n`.repeat(9)}`,
    413,
    'body_too_large',
  ],
])('a request with %s is told so in the one shape', (_, bytes, status, code) => refusedFor(bytes, status, code))

test.each([['gzip'], ['identity'], ['xchunked'], ['chunked, gzip'], ['chunked;q=1']])(
  'a body by the transfer coding %s is never read',
  async (coding) => {
    const [answer] = await sayRaw(
      world.url,
      `POST /card/messages HTTP/1.1\r\ntransfer-encoding: ${coding}\r\n${close}2\r\n{}\r\n0\r\n\r\n`,
    )
    expect([400, 501]).toContain(answer.status)
    expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff' })
    expect(JSON.parse(answer.text)).toMatchObject({ code: expect.stringMatching(/^(bad_request|transfer_coding)$/) })
  },
)

test('a request that asks to speak something else is answered as what it is', async () => {
  const [answer] = await sayRaw(world.url, `GET /healthz HTTP/1.1\r\nupgrade: websocket\r\n${close}`)
  expect(answer).toMatchObject({ status: 200, text: expect.stringContaining('"status":"ok"') })
})

test('what cannot be read behind a request that can be is refused behind its answer', async () => {
  const first = 'GET /readyz HTTP/1.1\r\nhost: x\r\n\r\n'
  const answers = await sayRaw(world.url, `${first}EHLO somebody\r\n\r\n`)
  expect(answers.map(({ status }) => status)).toEqual([200, 400])
  expect(JSON.parse(answers[0].text)).toMatchObject({ status: 'ready' })
  expect(JSON.parse(answers[1]?.text ?? '')).toMatchObject({ code: 'bad_request' })
})

test.each(['/%68ealthz', '/healthz%00', '/card%2fmessages', '/%63ard/messages', '/webhook%73/4242/sms'])(
  'an address has one spelling: %s',
  async (target) => {
    for (const method of ['GET', 'POST']) {
      expectRefusal(world, await ask(world.url, { method, target }), 404, 'not_found')
    }
  },
)
