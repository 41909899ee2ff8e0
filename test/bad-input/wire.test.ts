import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../ask.ts'
import { createWorld, type World } from '../world.ts'
import { doors, pages, probes } from './doors.ts'
import { expectRefusal } from './refused.ts'
import { sayRaw } from './say-raw.ts'

let world: World
let before: Record<string, number>
beforeAll(async () => {
  world = await createWorld({ scopes: ['settings.users.read'] })
  before = await world.stored()
})
afterAll(async () => {
  expect(await world.stored()).toEqual(before)
  expect(world.phones.messages()).toEqual([])
  await world.close()
})

const pageTargets = pages.map((page) => page.replace('GET ', ''))
const targets = [
  ...Object.values(doors).flatMap((ways) => ways.map((door) => door.target)),
  ...['/healthz', '/readyz', ...pageTargets],
]
const methodsOf = (target: string) => {
  if (pageTargets.includes(target)) return ['GET']
  if (probes.includes(`GET ${target}`)) return ['GET', 'HEAD']
  return target.startsWith('/webhooks/') ? ['GET', 'POST'] : ['POST']
}
const others = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND']

test.each([...new Set(targets)])('%s answers no other method', async (target) => {
  for (const method of others.filter((one) => !methodsOf(target).includes(one))) {
    const answer = await ask(world.url, { method, target })
    if (method === 'HEAD') expect(answer).toMatchObject({ status: 404, text: '' })
    else expectRefusal(world, answer, 404, 'not_found')
  }
})

test.each(['/', '/card', '/card/messages/', '/CARD/messages', '/webhooks', '/.env', '/%2e%2e/etc/passwd', '//healthz'])(
  'there is nothing at %s',
  async (target) => {
    for (const method of ['GET', 'POST']) {
      expectRefusal(world, await ask(world.url, { method, target }), 404, 'not_found')
    }
  },
)

test.each(['/webhooks/%zz/sms', '/webhooks/4242/%', '/%c3%28'])('an address that is none: %s', async (target) => {
  expectRefusal(world, await ask(world.url, { method: 'POST', target }), 400, 'bad_request')
})

test('an address with a name of ten thousand letters', async () => {
  const target = `/webhooks/4242/${'x'.repeat(10_000)}`
  const answer = await ask(world.url, { method: 'POST', target })
  expectRefusal(world, answer, answer.status === 414 ? 414 : 404, answer.status === 414 ? 'bad_request' : 'not_found')
})

test('headers larger than a server reads', async () => {
  const answer = await ask(world.url, {
    method: 'POST',
    target: '/card/messages',
    headers: { 'x-large': 'x'.repeat(40_000) },
  })
  expectRefusal(world, answer, 431, 'bad_request')
})

test.each([
  ['another protocol', 'EHLO somebody\r\n\r\n'],
  ['a method that HTTP does not know', 'FETCH /healthz HTTP/1.1\r\nhost: x\r\n\r\n'],
  ['two lengths', 'POST /card/messages HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
  [
    'a length and pieces at once',
    'POST /card/messages HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
  ['a piece without a length', 'POST /card/messages HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'],
  ['NUL in a header', 'POST /card/messages HTTP/1.1\r\nhost: x\r\nx-a: \0\r\n\r\n'],
])('bytes that are no request: %s', async (_what, bytes) => {
  const [answer] = await sayRaw(world.url, bytes)
  expectRefusal(world, answer, 400, 'bad_request')
})

test('a caller that hangs up in the middle of its body harms nobody', async () => {
  const { port } = new URL(world.url)
  const socket = connect(Number(port), '127.0.0.1')
  await new Promise((resolve) => {
    socket.write('POST /card/messages HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"portalId"', resolve)
  })
  socket.destroy()
  expect(await ask(world.url, { method: 'GET', target: '/readyz' })).toMatchObject({ status: 200 })
})
