import type { LookupAddress } from 'node:dns'
import type { RequestListener } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Permanent, Temporary } from '../errors.ts'
import { createFetchAttachments } from './fetch-attachments.ts'
import { allowedHosts } from '../reach/allowed-hosts.ts'
import { createFileMemory } from './file-memory.ts'
import { openFileHost, type FileHost } from '../../workbench/file-host/file-host.ts'
import { sampleFile } from '../../workbench/file-host/sample-file.ts'
const carries = { bytes: 10_000, types: ['image/*', 'application/pdf'] }
const { png, pdf, html } = sampleFile

let files: FileHost
beforeEach(async () => {
  files = await openFileHost()
})
afterEach(() => files.close())

const serves =
  (content: Uint8Array, type?: string): RequestListener =>
  (_request, response) =>
    response.writeHead(200, type === undefined ? {} : { 'content-type': type }).end(content)

const redirects =
  (location: string): RequestListener =>
  (_request, response) =>
    response.writeHead(302, { location }).end()

interface Asked {
  name?: string
  contentType?: string
  signal?: AbortSignal
  lookup?: (host: string) => Promise<LookupAddress[]>
  allowed?: string[]
}

/** Fetches, and gives back what was thrown instead of throwing it. The host of the files is allowed unless told otherwise. */
async function get(url: string, { signal, lookup, allowed, ...attachment }: Asked = {}) {
  const guard = { allowed: allowedHosts(allowed ?? [files.host]), memory: createFileMemory(64_000_000) }
  const fetchAttachments = createFetchAttachments({ ...guard, ...(lookup && { lookup }) })
  try {
    const asked = [{ url, ...attachment }]
    return (await fetchAttachments('4242', asked, carries, signal ?? AbortSignal.timeout(10_000))).files[0]
  } catch (error) {
    if (error instanceof Permanent) return { permanent: error.code, words: error.message }
    if (error instanceof Temporary) return { temporary: error.code, words: error.message }
    throw error
  }
}

const ipv4 = (...addresses: string[]) => addresses.map((address) => ({ address, family: 4 }))

test('a file comes as it is, with its type and the name at the end of its address', async () => {
  const url = files.serve('/2026/Angebot%20M%C3%BCnchen.pdf?v=2', serves(pdf, 'application/pdf'))
  expect(await get(url)).toEqual({ content: pdf, contentType: 'application/pdf', name: 'Angebot München.pdf' })
})

test('nothing of ours travels with the request', async () => {
  await get(files.serve('/a.pdf', serves(pdf, 'application/pdf')))
  expect(Object.keys(files.requests[0]?.headers ?? {}).sort()).toEqual([
    'accept',
    'accept-encoding',
    'connection',
    'host',
  ])
})

describe('where it connects to', () => {
  test.each([
    ['127.0.0.1'],
    ['10.0.0.7'],
    ['169.254.169.254'],
    ['100.64.1.1'],
    ['0.0.0.0'],
    ['224.0.0.1'],
    ['8.8.8.8', '192.168.0.1'],
    ['10.0.0.7', '8.8.8.8'],
  ])('a public name that leads to %s %s is refused, and nobody is called', async (...addresses) => {
    const answer = await get('https://files.example.com/a.pdf', { lookup: () => Promise.resolve(ipv4(...addresses)) })
    expect(answer).toMatchObject({ permanent: 'attachment_refused', words: expect.stringContaining('private network') })
    expect(files.requests).toEqual([])
  })

  test.each(['::1', 'fd00::1', 'fe80::1', '::ffff:127.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::'])(
    'a public name that leads to %s is refused',
    async (address) => {
      const lookup = () => Promise.resolve([{ address, family: 6 }])
      expect(await get('https://files.example.com/a.pdf', { lookup })).toMatchObject({
        permanent: 'attachment_refused',
      })
    },
  )

  test('a name is looked up once and connected to where it led then, whatever it leads to later', async () => {
    files.serve('/a.pdf', serves(pdf, 'application/pdf'))
    const asked: string[] = []
    // The second answer is what a rebinding name server gives: an address where nobody serves the file.
    const lookup = (host: string) => Promise.resolve(ipv4(asked.push(host) === 1 ? '127.0.0.1' : '127.0.0.9'))
    const allowed = [`files.acme.test:${files.port}`]
    const answer = await get(`http://files.acme.test:${files.port}/a.pdf`, { lookup, allowed })
    expect(answer).toMatchObject({ name: 'a.pdf' })
    expect(asked).toEqual(['files.acme.test'])
    expect(files.requests[0]?.headers.host).toBe(`files.acme.test:${files.port}`)
  })

  test('what the address itself shows is judged before any name is looked up', async () => {
    const lookup = () => Promise.reject(new Error('must not be asked'))
    for (const url of [
      `http://127.0.0.1:${files.port}/a.pdf`,
      'https://2130706433/',
      'https://a:b@files.example.com/',
      'https://metadata.google.internal/',
      'file:///etc/passwd',
      'nonsense',
    ]) {
      expect(await get(url, { lookup, allowed: [] })).toMatchObject({ permanent: 'attachment_refused' })
    }
    expect(files.requests).toEqual([])
  })
})

describe('redirects', () => {
  test('are followed three times', async () => {
    files.serve('/4', serves(png, 'image/png'))
    files.serve('/3', redirects('/4'))
    files.serve('/2', redirects(`http://${files.host}/3`))
    expect(await get(files.serve('/1', redirects('/2')))).toMatchObject({ contentType: 'image/png', name: '1.png' })
  })

  test('and no fourth time, nor in a ring', async () => {
    const url = files.serve('/ring', redirects('/ring'))
    expect(await get(url)).toMatchObject({ permanent: 'attachment_refused' })
    expect(files.requests).toHaveLength(4)
  })

  test.each([
    'http://127.0.0.1:1/a.pdf',
    'https://127.0.0.1/a.pdf',
    'https://169.254.169.254/latest/meta-data/',
    'http://files.example.com/a.pdf',
    'https://anna:secret@files.example.com/a.pdf',
    'https://files.example.com:8443/a.pdf',
    'file:///etc/passwd',
    'https://[::1',
  ])('to %s are refused like the first address', async (location) => {
    expect(await get(files.serve('/a', redirects(location)))).toMatchObject({ permanent: 'attachment_refused' })
  })

  test('to a name that leads into a private network are refused', async () => {
    const url = files.serve('/a', redirects('https://files.example.com/a.pdf'))
    const lookup = () => Promise.resolve(ipv4('10.0.0.7'))
    expect(await get(url, { lookup })).toMatchObject({ permanent: 'attachment_refused' })
  })
})

describe('size', () => {
  test('one byte more than the line carries is too much, one that is announced as such is not even read', async () => {
    const most = Buffer.concat([pdf, Buffer.alloc(carries.bytes - pdf.length)])
    expect(await get(files.serve('/fits', serves(most)))).toMatchObject({ content: most })
    const url = files.serve('/more', serves(Buffer.concat([most, Buffer.alloc(1)])))
    expect(await get(url)).toMatchObject({ permanent: 'attachment_too_large', words: expect.stringContaining('10 kB') })
  })

  test('a file without end is cut off', async () => {
    let ended = false
    const url = files.serve('/endless', (_request, response) => {
      const more = () => {
        if (!response.destroyed) response.write(Buffer.alloc(4096), more)
      }
      response.once('close', () => (ended = true))
      response.writeHead(200, { 'content-type': 'application/pdf' })
      more()
    })
    expect(await get(url)).toMatchObject({ permanent: 'attachment_too_large' })
    await expect.poll(() => ended).toBe(true)
  })

  test('an empty file is none', async () => {
    expect(await get(files.serve('/a', serves(Buffer.alloc(0))))).toMatchObject({ permanent: 'attachment_missing' })
  })

  test('what comes packed is not unpacked', async () => {
    const url = files.serve('/a', (_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'application/pdf' }).end(pdf),
    )
    expect(await get(url)).toMatchObject({ permanent: 'attachment_refused' })
  })
})

describe('type', () => {
  test('what the line does not carry is refused, whatever it was announced as', async () => {
    const url = files.serve('/file', serves(html, 'text/html'))
    expect(await get(url)).toMatchObject({ permanent: 'attachment_type_refused' })
  })

  test('a lie about it is refused, whoever tells it', async () => {
    const served = files.serve('/served', serves(html, 'image/png'))
    expect(await get(served)).toMatchObject({ permanent: 'attachment_type_refused' })
    const announced = files.serve('/announced', serves(pdf, 'application/octet-stream'))
    expect(await get(announced, { contentType: 'image/png' })).toMatchObject({ permanent: 'attachment_type_refused' })
  })

  test('a file without a type gets its own, and its name the ending', async () => {
    const url = files.serve('/file', serves(pdf))
    expect(await get(url, { name: 'Offer' })).toMatchObject({ contentType: 'application/pdf', name: 'Offer.pdf' })
  })
})

describe('a file that is not there', () => {
  test.each([204, 304, 400, 401, 403, 404, 410, 451])('%i: for good', async (status) => {
    const url = files.serve('/a', (_request, response) => response.writeHead(status).end())
    expect(await get(url)).toMatchObject({ permanent: 'attachment_missing', words: expect.stringMatching(/\S \S/) })
  })

  test('a host that does not exist: for good', async () => {
    const lookup = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }))
    expect(await get('https://files.example.com/', { lookup })).toMatchObject({ permanent: 'attachment_missing' })
  })

  test.each([408, 425, 429, 500, 502, 503])('%i: later', async (status) => {
    const url = files.serve('/a', (_request, response) => response.writeHead(status).end())
    expect(await get(url)).toMatchObject({ temporary: 'attachment_unreachable' })
  })

  test('a connection that is cut in the middle: later, and nothing half', async () => {
    const url = files.serve('/a', (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/pdf', 'content-length': '500' })
      response.write(pdf, () => response.destroy())
    })
    expect(await get(url)).toMatchObject({ temporary: 'attachment_unreachable' })
  })

  test('nobody listens: later', async () => {
    expect(await get('http://127.0.0.1:1/a', { allowed: ['127.0.0.1:1'] })).toMatchObject({
      temporary: 'attachment_unreachable',
    })
  })

  test('no answer in time: later, whether the host hangs, the file or the name', async () => {
    const hangs = files.serve('/hangs', () => undefined)
    const stalls = files.serve('/stalls', (_request, response) => response.writeHead(200).write('%PDF'))
    for (const url of [hangs, stalls]) {
      expect(await get(url, { signal: AbortSignal.timeout(200) })).toMatchObject({
        temporary: 'attachment_unreachable',
      })
    }
    const asked = { signal: AbortSignal.timeout(200), lookup: () => new Promise<never>(() => undefined) }
    expect(await get('https://files.example.com/', asked)).toMatchObject({ temporary: 'attachment_unreachable' })
  })
})
