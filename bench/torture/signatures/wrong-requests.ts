import { gzipSync } from 'node:zlib'
import { withQuery, type Draft, type Surface, type Trial } from './surface.ts'

type Change = [name: string, change: (draft: Draft) => Draft]

/** Requests that are signed for something else than they are. */
export function wrongRequests(surface: Surface, at: number): Trial[] {
  const { covers } = surface
  const draft = surface.draft(at)
  // Whoever looks at the probe needs no proof; and a path of one part has no slash to be spelt otherwise.
  const elsewhere = targets.filter(
    ([name, change]) => (draft.method !== 'GET' || name !== healthProbe) && change(draft).target !== draft.target,
  )
  const changes = [...(covers.method ? methods : []), ...(covers.target ? elsewhere : [])]
  return [
    ...changes.flatMap(([name, change]) => [
      meant(`signed for ${name}`, surface, at, change, asItIs),
      meant(`signed, then sent as ${name}`, surface, at, asItIs, change),
    ]),
    // The relay's own address is configured, so that no request can change it: only what is signed can be another.
    ...(covers.origin ? origins(surface) : []).map(([name, change]) =>
      meant(`signed for ${name}`, surface, at, change, asItIs),
    ),
    ...(covers.target ? queries(surface, at) : []),
    ...(covers.body ? bodies(surface, at) : []),
  ]
}

const asItIs = (draft: Draft): Draft => draft

/** A request that is signed as one thing and sent as another. */
function meant(
  name: string,
  surface: Surface,
  at: number,
  signedAs: (draft: Draft) => Draft,
  sentAs: (draft: Draft) => Draft,
): Trial {
  const draft = surface.draft(at)
  const { method, target, body } = sentAs(draft)
  return { name, sent: { ...surface.prove(signedAs(draft)), method, target, body }, at }
}

const methods = ['GET', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'].map((method): Change => [
  method,
  (draft) => ({ ...draft, method }),
])

function origins({ allows }: Surface): Change[] {
  const named = (name: string, change: (url: URL) => string): Change => [
    name,
    (draft) => ({ ...draft, origin: change(new URL(draft.origin)) }),
  ]
  return [
    named('https', (url) => `https://${url.host}`),
    named('no scheme', (url) => url.host),
    named('a scheme in capitals', (url) => `HTTP://${url.host}`),
    named('another port', (url) => `http://${url.hostname}:${Number(url.port) + 1}`),
    named('the port of HTTP', (url) => `http://${url.hostname}:80`),
    ...(allows.has('an address without its port') ? [] : [named('no port', (url) => `http://${url.hostname}`)]),
    named('another host', (url) => `http://relay.example:${url.port}`),
    named('a host by name', (url) => `http://localhost:${url.port}`),
    named('a host with a dot at its end', (url) => `http://${url.hostname}.:${url.port}`),
    named('somebody at the host', (url) => `http://somebody@${url.host}`),
    named('a slash more', (url) => `${url.origin}/`),
    named('a folder more', (url) => `${url.origin}/proxy`),
    named('nothing', () => ''),
  ]
}

const target = (name: string, change: (target: string) => string): Change => [
  name,
  (draft) => ({ ...draft, target: change(draft.target) }),
]

const healthProbe = 'the health probe'
const targets: Change[] = [
  target('the same with a question mark', (path) => `${path}?`),
  target('the same with a query', (path) => `${path}?portalId=1`),
  target('the same with an empty parameter', (path) => `${path}?=`),
  target('the same with a slash at its end', (path) => `${path}/`),
  target('the same with two slashes at its beginning', (path) => `/${path}`),
  target('the same with a dot in it', (path) => path.replace('/', '/./')),
  target('the same by a detour', (path) => `/anywhere/..${path}`),
  target('the same in capitals', (path) => path.toUpperCase()),
  target('the same with one capital', (path) => path.replace(/[a-z]/, (letter) => letter.toUpperCase())),
  target('the same with a letter escaped', (path) => path.replace(/[a-z]/, escapeLetter)),
  target('the same with its last letter escaped', (path) => path.replace(/[a-z](?=[^a-z]*$)/, escapeLetter)),
  target('the same with a slash escaped', (path) => path.replace(/(?<=.)\//, '%252F')),
  target('the same with a parameter in the path', (path) => `${path};a=1`),
  target('the same with an escaped line end', (path) => `${path}%0A`),
  target('the same with an escaped nothing', (path) => `${path}%00`),
  target('another path', () => '/card/conversation/other'),
  target(healthProbe, () => '/healthz'),
  target('the root', () => '/'),
  target('everything', () => '*'),
  target('a whole address', (path) => `http://relay.example${path}`),
]

function escapeLetter(letter: string): string {
  return `%${letter.charCodeAt(0).toString(16).toUpperCase()}`
}

/** The query that is signed and the one that is sent. None of these is one of the escapes that v3 leaves out of account. */
function queries(surface: Surface, at: number): Trial[] {
  const pairs: [string, string, string][] = [
    ['its parameters in another order', 'a=1&b=2', 'b=2&a=1'],
    ['a parameter taken away', 'a=1&b=2', 'a=1'],
    ['the query taken away', 'a=1&b=2', ''],
    ['a parameter added', 'a=1', 'a=1&b=2'],
    ['a parameter given twice', 'a=1', 'a=1&a=1'],
    ['a parameter given another time', 'a=1', 'a=1&a=2'],
    ['another value', 'a=1', 'a=2'],
    ['a value in capitals', 'a=b', 'a=B'],
    ['a name in capitals', 'a=b', 'A=b'],
    ['a letter escaped', 'a=b', 'a=%62'],
    ['an escaped letter in clear', 'a=%62', 'a=b'],
    ['a space as plus', 'a=%20', 'a=+'],
    ['a plus as space', 'a=+', 'a=%20'],
    ['an escape in lower case', 'a=%C3', 'a=%c3'],
    ['an escape escaped again', 'a=%40', 'a=%2540'],
    ['an escaped ampersand in clear', 'a=1%26b=2', 'a=1&b=2'],
    ['an escaped equals sign in clear', 'a%3D1', 'a=1'],
    ['a second question mark', 'a=1', 'a=1?b=2'],
    ['a semicolon between', 'a=1&b=2', 'a=1;b=2'],
    ['an ampersand at its end', 'a=1', 'a=1&'],
    ['an ampersand at its beginning', 'a=1', '&a=1'],
    ['two ampersands', 'a=1&b=2', 'a=1&&b=2'],
    ['an equals sign left out', 'a=', 'a'],
  ]
  const asked = (query: string) => (draft: Draft) => ({ ...draft, target: withQuery(draft.target, query) })
  return pairs.map(([name, signed, sent]) => meant(`a query with ${name}`, surface, at, asked(signed), asked(sent)))
}

/** Bytes changed on the way: whatever a form or a JSON document may mean, none of these is what was signed. */
function bodies(surface: Surface, at: number): Trial[] {
  const changes: [string, (body: Buffer) => Buffer][] = [
    ['a space at its end', (body) => Buffer.concat([body, Buffer.from(' ')])],
    ['a line end', (body) => Buffer.concat([body, Buffer.from('\n')])],
    ['a line end of two', (body) => Buffer.concat([body, Buffer.from('\r\n')])],
    ['a space at its beginning', (body) => Buffer.concat([Buffer.from(' '), body])],
    ['a byte order mark', (body) => Buffer.concat([Buffer.from('\ufeff'), body])],
    ['a zero byte', (body) => Buffer.concat([body, Buffer.of(0)])],
    ['its last byte cut off', (body) => body.subarray(0, -1)],
    ['its first byte cut off', (body) => body.subarray(1)],
    [
      'one bit turned',
      (body) => Buffer.from(body.map((byte, index) => (index === body.length >> 1 ? byte ^ 1 : byte))),
    ],
    [
      'a digit changed',
      (body) =>
        Buffer.from(
          body.toString('latin1').replace(/\d/, (one) => String((Number(one) + 1) % 10)),
          'latin1',
        ),
    ],
    ['letters in capitals', (body) => Buffer.from(body.toString('latin1').toUpperCase(), 'latin1')],
    ['everything twice', (body) => Buffer.concat([body, body])],
    ['nothing left', () => Buffer.alloc(0)],
    ['an empty object', () => Buffer.from('{}')],
    ['its bytes in UTF-16', (body) => Buffer.from(body.toString('utf8'), 'utf16le')],
    ['its bytes compressed', (body) => gzipSync(body)],
    ['its bytes in base64', (body) => Buffer.from(body.toString('base64'))],
  ]
  const trials = changes.map(([name, change]) =>
    meant(`a body with ${name}`, surface, at, asItIs, (draft) => ({ ...draft, body: change(draft.body) })),
  )
  const binary = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
  const signedAs = (body: Buffer) => (draft: Draft) => ({ ...draft, body })
  trials.push(meant('an empty body that got one', surface, at, signedAs(Buffer.alloc(0)), asItIs))
  if (surface.allows.has('a body that is read as text')) return trials
  return [
    ...trials,
    meant(
      'a binary body changed in a byte',
      surface,
      at,
      signedAs(binary),
      signedAs(Buffer.from(binary).fill(7, 200, 201)),
    ),
    meant(
      'a binary body read as text and written again',
      surface,
      at,
      signedAs(binary),
      signedAs(Buffer.from(binary.toString('utf8'))),
    ),
    meant(
      'bytes that are no UTF-8, exchanged',
      surface,
      at,
      signedAs(Buffer.of(0x22, 0xff, 0x22)),
      signedAs(Buffer.of(0x22, 0xfe, 0x22)),
    ),
  ]
}
