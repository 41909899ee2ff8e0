import { once } from 'node:events'
import { createSecureServer } from 'node:http2'
import { createServer } from 'node:http'
import type { AddressInfo, Server } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { loopbackCertificate } from '../../workbench/developer-platform/loopback-certificate.ts'
import { atHome } from '../../workbench/at-home.ts'
import { Permanent } from '../errors.ts'
import { allowedHosts } from '../reach/allowed-hosts.ts'
import { createReaches } from '../reach/create-reaches.ts'
import { publicReach } from '../reach/public-reach.ts'
import type { Reach } from '../reach/reach.ts'
import { callVendor } from './call-vendor.ts'
import type { Line, Outgoing, Provider } from './provider.ts'
import { providers } from './providers.ts'
import { vendorFetch } from './vendor-fetch.ts'
import { withinReach } from './within-reach.ts'

const open: Server[] = []
afterEach(async () => {
  vi.unstubAllEnvs()
  await Promise.all(open.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
})

async function listen(server: Server): Promise<number> {
  open.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return (server.address() as AddressInfo).port
}

test('a server that speaks HTTP/2, too, is asked by HTTP/1.1, where nothing is repeated', async () => {
  // For this one server, which vouches for itself.
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
  const { key, certificate: cert } = loopbackCertificate()
  const versions: string[] = []
  const server = createSecureServer({ key, cert, allowHTTP1: true }, (request, response) => {
    versions.push(request.httpVersion)
    response.writeHead(200, request.httpVersion === '1.1' ? { connection: 'close' } : {})
    response.end('{}')
  })
  const port = await listen(server)
  const answer = await vendorFetch(
    new URL(`https://127.0.0.1:${port}/messages`),
    { method: 'POST', body: '{}' },
    atHome,
  )
  expect([answer.status, await answer.text(), versions]).toEqual([200, '{}', ['1.1']])
})

test.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
])('an answer that comes packed as %s, though nobody asked for it, is unpacked', async (encoding, pack) => {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-encoding': encoding, connection: 'close' })
    response.end(pack('{"id":"für Sie"}'))
  })
  const answer = await vendorFetch(new URL(`http://127.0.0.1:${await listen(server)}/`), {}, atHome)
  expect(await answer.text()).toBe('{"id":"für Sie"}')
})

test('an answer that is far too long is given up before it fills the memory', async () => {
  const piece = Buffer.alloc(1024 * 1024, 'x')
  let sent = 0
  const server = createServer((_, response) => {
    const more = () => {
      while (sent < 90 && !response.destroyed) {
        sent += 1
        if (!response.write(piece)) return
      }
      response.end()
    }
    response.on('drain', more)
    more()
  })
  const answer = await vendorFetch(new URL(`http://127.0.0.1:${await listen(server)}/`), {}, atHome)
  await expect(answer.text()).rejects.toThrow(/exceeded|size/i)
  expect(sent).toBeLessThan(64)
})

test('a redirect is an answer like any other, and every header of it can be read', async () => {
  const server = createServer((_, response) => {
    response.writeHead(302, { location: 'http://127.0.0.1:1/', 'set-cookie': ['a=1', 'b=2'], connection: 'close' })
    response.end()
  })
  const answer = await vendorFetch(
    new URL(`http://127.0.0.1:${await listen(server)}/`),
    { method: 'POST', body: 'x' },
    atHome,
  )
  expect([answer.status, answer.headers.get('location'), answer.headers.getSetCookie()]).toEqual([
    302,
    'http://127.0.0.1:1/',
    ['a=1', 'b=2'],
  ])
})

test('a form is sent with its length and says what it is, and bytes are sent as they are', async () => {
  const came: { type: string | undefined; length: string | undefined; body: string }[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { 'content-type': type, 'content-length': length } = request.headers
      came.push({ type, length, body: Buffer.concat(chunks).toString() })
      response.writeHead(200, { connection: 'close' }).end('{}')
    })
  })
  const url = new URL(`http://127.0.0.1:${await listen(server)}/`)
  const form = new FormData()
  form.set('attachment', new File(['%PDF'], 'offer.pdf', { type: 'application/pdf' }))
  await vendorFetch(url, { method: 'POST', body: form }, atHome)
  await vendorFetch(url, { method: 'PUT', headers: { 'content-type': 'image/png' }, body: Buffer.from('png') }, atHome)
  expect(came).toEqual([
    {
      type: expect.stringMatching(/^multipart\/form-data; boundary=/),
      length: String(came[0]?.body.length),
      body: expect.stringContaining('filename="offer.pdf"'),
    },
    { type: 'image/png', length: '3', body: 'png' },
  ])
})

test('what may not leave when the connection is there is taken back whole, and the connection serves who comes next', async () => {
  const came: string[] = []
  const server = createServer((request, response) => {
    came.push(`${request.method} ${request.url}`)
    response.end('{}')
  })
  const connected = vi.fn()
  server.on('connection', connected)
  const base = `http://127.0.0.1:${await listen(server)}`
  const before = vi.fn(() => {
    throw new Error('not any more')
  })
  const first = vendorFetch(new URL(`${base}/first`), { method: 'POST', body: 'x' }, atHome, before)
  await expect(first).rejects.toThrow('not any more')
  expect(connected).toHaveBeenCalledTimes(1)
  const second = await vendorFetch(new URL(`${base}/second`), { method: 'POST', body: 'x' }, atHome, () => undefined)
  expect(await second.text()).toBe('{}')
  expect([came, before.mock.calls.length, connected.mock.calls.length]).toEqual([['POST /second'], 1, 1])
  server.closeAllConnections()
})

describe('where it connects to', () => {
  let port: number
  let asked: (string | undefined)[]
  beforeEach(async () => {
    asked = []
    const server = createServer((request, response) => {
      asked.push(request.headers.host)
      response.end('{}')
    })
    port = await listen(server)
  })
  const ask = (host: string, reach?: Reach) => vendorFetch(new URL(`http://${host}:${port}/`), {}, reach)
  const leading = (...addresses: string[]) => {
    let times = 0
    return () => Promise.resolve([{ address: addresses[Math.min(times++, addresses.length - 1)]!, family: 4 }])
  }

  test('nobody who was told nothing else reaches this machine, by number or by name', async () => {
    await expect(ask('127.0.0.1')).rejects.toMatchObject({ code: 'address_refused', blame: 'line' })
    const reach = createReaches({ allowed: allowedHosts([]), lookup: leading('127.0.0.1') })([])
    const refused = await ask('vendor.example', reach).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(Permanent)
    expect(String(refused)).not.toContain('127.0.0.1')
    expect(asked).toEqual([])
  })

  test('a connection that one account may use is not lent to another, though it is open', async () => {
    const reaches = createReaches({ allowed: allowedHosts([]), lookup: leading('127.0.0.1') })
    await (await ask('vendor.example', reaches([`vendor.example:${port}`]))).text()
    await expect(ask('vendor.example', reaches([]))).rejects.toMatchObject({ code: 'address_refused' })
    expect(asked).toEqual([`vendor.example:${port}`])
  })

  test('it is the address that was judged, whatever the name leads to a moment later', async () => {
    const allowed = allowedHosts(['127.0.0.1/32'])
    const reach = createReaches({ allowed, lookup: leading('127.0.0.1', '127.0.0.2') })([])
    await (await ask('vendor.example', reach)).text()
    expect(asked).toEqual([`vendor.example:${port}`])
  })

  test('a line’s provider is held by it in all it does, by what its settings name and by what its vendor answers', async () => {
    const asking: Provider['send'] = (_message, _line, context) =>
      callVendor('Vendor', new URL(`http://127.0.0.1:${port}/`), {}, context).then(() => {
        throw new Error('it was reached')
      })
    const held = withinReach({ ...providers.get('linq')!, send: asking }, publicReach)
    const context = { fetch: vendorFetch, now: () => new Date(), signal: AbortSignal.timeout(5_000) }
    await expect(held.send({} as Outgoing, {} as Line, context)).rejects.toMatchObject({ code: 'address_refused' })
    expect(asked).toEqual([])
  })
})
