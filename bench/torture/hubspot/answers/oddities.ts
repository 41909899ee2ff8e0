import { gzipSync } from 'node:zlib'
import { isCreate, isUpdate, page, say, type Answer, type Told } from '../answer.ts'
import type { CallName } from '../calls.ts'

/** What changes something at HubSpot, so that it may be done although nobody hears of it. */
const changes = (call: CallName): boolean =>
  isCreate(call) ||
  isUpdate(call) ||
  ['refresh a token', 'exchange a code', 'remove the app', 'subscribe'].includes(call)
/** A renewal of which nobody hears takes the old token with it where HubSpot rotates them; no relay can mend that. */
const survives = (call: CallName): boolean => isCreate(call) || isUpdate(call) || call === 'subscribe'
/** An answer without a body says all. */
const saysNothing = (call: CallName): boolean =>
  [
    'give a token back',
    'remove the app',
    'try to list contacts',
    'try to write contacts',
    'try to list emails',
  ].includes(call)
const speaks = (call: CallName): boolean => !saysNothing(call)

const odd = (name: string, body: string | object, status = 200): Answer => ({
  name: `${status} ${name}`,
  of: speaks,
  give: (told) => say(told, status, body),
})
const after = (name: string, give: (told: Told) => void): Answer => ({
  name: `done, then ${name}`,
  of: survives,
  async give(told) {
    await told.forward()
    give(told)
  },
})

/** Good answers that say nothing, or not what was asked; and answers that never come whole. */
export const oddities: readonly Answer[] = [
  { name: '200 page', of: speaks, give: (told) => page(told, 200, 'Log in to HubSpot') },
  odd('without a word', ''),
  odd('null', 'null'),
  odd('with a list', []),
  odd('with a word', '"ok"'),
  odd('with an empty object', {}),
  odd('with results that are no list', { results: {}, status: 'COMPLETE' }),
  odd('with results that are nothing', { results: [null, 7, 'x', {}], total: 4 }),
  odd('with a refusal in it', { status: 'error', message: 'internal error', correlationId: '1' }),
  odd('without a word', '', 204),
  { name: '302 to a page', give: (told) => say(told, 302, '', { location: 'http://127.0.0.1:9/login' }) },
  { name: '307 to nowhere', give: (told) => say(told, 307, '', { location: 'http://127.0.0.1:9/' }) },
  { name: 'the connection is cut', give: (told) => void told.response.socket?.destroy() },
  { name: 'silence', most: 1, give: () => undefined },
  {
    name: 'an answer cut in its middle',
    async give(told) {
      const { status, body } = changes(told.call) && !survives(told.call) ? invented : await told.forward()
      told.response.writeHead(status, { 'content-type': 'application/json', 'content-length': body.byteLength + 20 })
      told.response.write(body.subarray(0, Math.ceil(body.byteLength / 2)))
      setTimeout(() => told.response.socket?.destroy(), 30)
    },
  },
  {
    name: 'half of an answer as if it were all',
    of: (call) => speaks(call) && (!changes(call) || survives(call)),
    async give(told) {
      const { status, body } = await told.forward()
      say(told, status, body.subarray(0, Math.floor(body.byteLength / 2)), { 'content-type': 'application/json' })
    },
  },
  {
    name: 'a broken gzip',
    give: (told) => say(told, 200, gzipSync('{"results":[]}').subarray(0, 12), { 'content-encoding': 'gzip' }),
  },
  {
    name: 'a mark before the JSON',
    of: (call) => speaks(call) && (!changes(call) || survives(call)),
    async give(told) {
      const { status, body } = await told.forward()
      say(told, status, Buffer.concat([Buffer.from('\uFEFF'), body]), { 'content-type': 'application/json' })
    },
  },
  {
    name: 'a page of 4 MB',
    most: 2,
    of: speaks,
    give: (told) => say(told, 200, `<html>${' '.repeat(4_000_000)}</html>`),
  },
  after('408', (told) => say(told, 408, '')),
  after('a 502 page', (told) => page(told, 502, '502 Bad Gateway')),
  after('the connection is cut', (told) => void told.response.socket?.destroy()),
  after('a 200 page', (told) => page(told, 200, 'Log in to HubSpot')),
  after('a word', (told) => say(told, 200, '')),
]

const invented = { status: 200, body: Buffer.from(JSON.stringify({ access_token: 'x'.repeat(200) })) }
