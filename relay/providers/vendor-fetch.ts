import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'
import { Agent, request } from 'undici'

/** What of `fetch` a provider needs. */
export type VendorFetch = (
  url: URL,
  init: RequestInit,
) => Promise<Pick<Response, 'status' | 'headers'> & { text(): Promise<string> }>

/** Over HTTP/2 the client would repeat what a server refused or left, a POST, too; what was repeated may have been done twice. */
const once = new Agent({ allowH2: false })

/**
 * `fetch` without the streams of the web around its client: each message makes at least one such call, and they cost more than
 * all the rest of it. Redirects are not followed, nothing is repeated, and answers come unpacked, as with `fetch`; what goes wrong
 * is thrown as it is, not as the cause of something else. Whatever is no text goes by `fetch` itself.
 */
export const vendorFetch: VendorFetch = async (url, { method, headers, body, signal }) => {
  if (typeof body !== 'string' && body !== undefined && body !== null) {
    return fetch(url, {
      ...(method && { method }),
      ...(headers && { headers }),
      body,
      redirect: 'manual',
      signal: signal ?? null,
    })
  }
  const answer = await request(url, {
    dispatcher: once,
    method: (method ?? 'GET') as 'GET',
    headers: {
      accept: '*/*',
      'accept-encoding': 'identity',
      'user-agent': 'homing',
      ...Object.fromEntries(new Headers(headers)),
    },
    body: body ?? null,
    signal: signal ?? null,
  })
  const said = Object.entries(answer.headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  )
  const received = new Headers(said)
  const unpack = unpackers[received.get('content-encoding')?.trim().toLowerCase() ?? '']
  return {
    status: answer.statusCode,
    headers: received,
    text: async () =>
      unpack
        ? (await unpack(Buffer.from(await answer.body.arrayBuffer()), { maxOutputLength: mostUnpacked })).toString()
        : answer.body.text(),
  }
}

/** Some pack what nobody asked them to. */
const unpackers: Record<string, (packed: Buffer, limits: { maxOutputLength: number }) => Promise<Buffer>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
}
/** Bytes. No vendor's answer comes near. */
const mostUnpacked = 32 * 1024 * 1024
