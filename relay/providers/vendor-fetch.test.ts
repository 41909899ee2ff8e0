import { once } from 'node:events'
import { createSecureServer } from 'node:http2'
import { createServer } from 'node:http'
import type { AddressInfo, Server } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, expect, test, vi } from 'vitest'
import { loopbackCertificate } from '../../workbench/developer-platform/loopback-certificate.ts'
import { vendorFetch } from './vendor-fetch.ts'

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
  const answer = await vendorFetch(new URL(`https://127.0.0.1:${port}/messages`), { method: 'POST', body: '{}' })
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
  const answer = await vendorFetch(new URL(`http://127.0.0.1:${await listen(server)}/`), {})
  expect(await answer.text()).toBe('{"id":"für Sie"}')
})

test('a redirect is an answer like any other, and every header of it can be read', async () => {
  const server = createServer((_, response) => {
    response.writeHead(302, { location: 'http://127.0.0.1:1/', 'set-cookie': ['a=1', 'b=2'], connection: 'close' })
    response.end()
  })
  const answer = await vendorFetch(new URL(`http://127.0.0.1:${await listen(server)}/`), { method: 'POST', body: 'x' })
  expect([answer.status, answer.headers.get('location'), answer.headers.getSetCookie()]).toEqual([
    302,
    'http://127.0.0.1:1/',
    ['a=1', 'b=2'],
  ])
})
