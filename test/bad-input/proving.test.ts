import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, type Asked } from '../ask.ts'
import { createWorld, type World } from '../world.ts'
import { asked, doors, pages, probes, type Door } from './doors.ts'
import { expectRefusal } from './refused.ts'

let world: World
beforeAll(async () => {
  world = await createWorld({ scopes: ['settings.users.read'] })
})
afterAll(() => world.close())

interface Changes {
  /** Signed in place of the door's own. */
  body?: string | Uint8Array
  target?: string
  now?: Date
  secret?: string
  contentType?: string | null
  /** What happens to the request on its way, after it was signed. */
  afterwards?: (request: Asked & { headers: Record<string, string> }) => Asked
}

/** Asks with a request that is right but for the changes; expects this refusal and that nothing came of it. */
async function refusedAt(door: Door, changes: Changes, status: number, code: string): Promise<void> {
  const body = Buffer.from(changes.body ?? JSON.stringify(door.body()))
  const target = changes.target ?? door.target
  const signed = door.sign(world, {
    method: 'POST',
    target,
    body,
    now: changes.now ?? new Date(),
    ...(changes.secret === undefined ? {} : { secret: changes.secret }),
  })
  const contentType = changes.contentType === undefined ? 'application/json' : changes.contentType
  const headers = { ...signed, ...(contentType === null ? {} : { 'content-type': contentType }) }
  const before = await world.stored()
  const request = { method: 'POST', target, headers, body }
  const answer = await ask(world.url, changes.afterwards?.(request) ?? request)
  expectRefusal(world, answer, status, code)
  expect(await world.stored()).toEqual(before)
  expect(world.phones.messages()).toEqual([])
}

const minutes = (count: number) => new Date(Date.now() + count * 60_000)
const without = (headers: Record<string, string>, pattern: RegExp) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !pattern.test(name)))

test('every route of /openapi.json has a door here, so a new one cannot go without', async () => {
  const { text } = await ask(world.url, { method: 'GET', target: '/openapi.json' })
  const { paths } = JSON.parse(text) as { paths: Record<string, Record<string, unknown>> }
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(routes.toSorted()).toEqual([...Object.keys(doors), ...asked, ...pages, ...probes].toSorted())
})

describe.each(Object.entries(doors).flatMap(([name, ways]) => ways.map((door, index) => ({ name, index, door }))))(
  '$name (door $index)',
  ({ door }) => {
    test('no signature', () =>
      refusedAt(
        door,
        { afterwards: (request) => ({ ...request, headers: without(request.headers, /signature|homing/) }) },
        401,
        'unverified',
      ))
    test('a signature by somebody else', () =>
      refusedAt(door, { secret: 'a-secret-of-somebody-else' }, 401, 'unverified'))
    test('a signature that is no signature', () =>
      refusedAt(
        door,
        {
          afterwards: (request) => ({
            ...request,
            headers: Object.fromEntries(
              Object.entries(request.headers).map(([name, value]) => [
                name,
                /signature(-v3)?$/.test(name) ? '%'.repeat(4_000) : value,
              ]),
            ),
          }),
        },
        401,
        'unverified',
      ))
    test('a signature given twice', () =>
      refusedAt(
        door,
        {
          afterwards: (request) => ({
            ...request,
            headers: Object.fromEntries(
              Object.entries(request.headers).map(([name, value]) => [
                name,
                /signature(-v3)?$/.test(name) ? [`x${value}`, `y${value}`] : value,
              ]),
            ),
          }),
        },
        401,
        'unverified',
      ))
    if (door.timed)
      test('a request from ten minutes ago', () => refusedAt(door, { now: minutes(-10) }, 401, 'unverified'))
    if (door.timed)
      test('a request from ten minutes ahead', () => refusedAt(door, { now: minutes(10) }, 401, 'unverified'))
    if (door.timed)
      test('a time that is no time', () =>
        refusedAt(
          door,
          {
            afterwards: (request) => ({
              ...request,
              headers: Object.fromEntries(
                Object.entries(request.headers).map(([name, value]) => [
                  name,
                  name.includes('timestamp') ? '1e12' : value,
                ]),
              ),
            }),
          },
          401,
          'unverified',
        ))
    test('a body that was changed on the way', () =>
      refusedAt(
        door,
        { afterwards: (request) => ({ ...request, body: `${Buffer.from(request.body ?? '').toString()} ` }) },
        401,
        'unverified',
      ))
    test('a body that was taken away', () =>
      refusedAt(door, { afterwards: (request) => ({ ...request, body: '' }) }, 401, 'unverified'))
    if (door.coversTarget)
      test('a query that was added on the way', () =>
        refusedAt(
          door,
          { afterwards: (request) => ({ ...request, target: `${request.target}?portalId=1` }) },
          401,
          'unverified',
        ))
    if (door.coversTarget)
      test('a query that was changed on the way', () =>
        refusedAt(
          door,
          {
            target: `${door.target}?a=1`,
            afterwards: (request) => ({ ...request, target: request.target.replace('a=1', 'a=2') }),
          },
          401,
          'unverified',
        ))

    test('a body over the limit', () => refusedAt(door, { body: `"${'x'.repeat(door.limit)}"` }, 413, 'body_too_large'))
    test('a body over the limit in pieces, without its length', () =>
      refusedAt(
        door,
        {
          body: `"${'x'.repeat(door.limit)}"`,
          afterwards: (request) => ({
            ...request,
            headers: { ...request.headers, 'transfer-encoding': 'chunked' },
          }),
        },
        413,
        'body_too_large',
      ))

    if (door.json) {
      test.each([null, 'text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', 'multipart/form-data'])(
        'content type %s',
        (contentType) => refusedAt(door, { contentType }, 415, 'wrong_content_type'),
      )
      test('a content type that is none', () => refusedAt(door, { contentType: ';;' }, 415, 'wrong_content_type'))
    }
    if (door.keeps) return
    test.each([
      ['nothing', ' '],
      ['half of it', '{"portalId":"4242"'],
      ['text', 'hello'],
      ['bytes that are no UTF-8', Uint8Array.of(0x22, 0xff, 0xfe, 0x22)],
      ['another encoding', Buffer.from('{"portalId":"4242"}', 'utf16le')],
    ])('JSON: %s', (_what, body) =>
      door.json
        ? refusedAt(door, { body }, 400, 'malformed_json')
        : refusedAt(door, { body }, 422, 'unreadable_delivery'),
    )
    test('what is nested more deeply than anybody means', () => {
      const body = `${'['.repeat(5_000)}${']'.repeat(5_000)}`
      return door.json
        ? refusedAt(door, { body }, 400, 'malformed_json')
        : refusedAt(door, { body }, 422, 'unreadable_delivery')
    })
    const shapes = ['null', '[]', '"hello"', '1e999', ...(door.needsNothing ? [] : ['{}'])]
    test.each(shapes)('another shape: %.20s', (body) =>
      door.json
        ? refusedAt(door, { body }, 400, 'invalid_request')
        : refusedAt(door, { body }, 422, 'unreadable_delivery'),
    )
    test('a member that nobody knows, or of the wrong type', async () => {
      for (const name of Object.keys(door.body()).filter((one) => !door.ignores?.includes(one))) {
        const body = JSON.stringify({ ...door.body(), [name]: true })
        if (door.json) await refusedAt(door, { body }, 400, 'invalid_request')
        else await refusedAt(door, { body }, 422, 'unreadable_delivery')
      }
    })
  },
)
