import { gzipSync } from 'node:zlib'
import type { RequestListener } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Permanent, Temporary } from '../errors.ts'
import { createFetchJournalFile } from './fetch-journal-file.ts'
import { openFileHost, type FileHost } from '../../workbench/file-host/file-host.ts'

let files: FileHost
beforeEach(async () => {
  files = await openFileHost()
})
afterEach(() => files.close())

const most = 1_000
const serves =
  (content: string | Uint8Array, headers: Record<string, string> = {}, status = 200): RequestListener =>
  (_request, response) =>
    response.writeHead(status, headers).end(content)

/** Fetches, and gives back what was thrown instead of throwing it. */
async function get(listener: RequestListener, hosts = [files.host]): Promise<unknown> {
  const fetchJournalFile = createFetchJournalFile({ most, hosts })
  try {
    return await fetchJournalFile(files.serve('/file.json?Signature=x', listener), AbortSignal.timeout(10_000))
  } catch (error) {
    if (error instanceof Permanent || error instanceof Temporary) return error.code
    throw error
  }
}

test('a file is read, packed by its store or not, and nothing of ours travels along', async () => {
  expect(await get(serves('{"journalEvents":[]}'))).toEqual({ journalEvents: [] })
  expect(await get(serves(gzipSync('[1]'), { 'content-encoding': 'gzip' }))).toEqual([1])
  expect(Object.keys(files.requests[0]?.headers ?? {})).not.toContain('authorization')
})

test.each([
  ['no JSON', serves('<html>'), 'attachment_unreadable'],
  ['broken text', serves(Buffer.from([0x22, 0xff, 0x22])), 'attachment_unreadable'],
  ['badly packed', serves('[]', { 'content-encoding': 'gzip' }), 'attachment_unreadable'],
  ['too long', serves(`"${'x'.repeat(most)}"`), 'attachment_too_large'],
  [
    'too long when it is unpacked',
    serves(gzipSync(`"${'x'.repeat(most)}"`), { 'content-encoding': 'gzip' }),
    'attachment_unreadable',
  ],
  ['not there', serves('', {}, 404), 'attachment_missing'],
  ['no longer to be had', serves('', {}, 403), 'attachment_missing'],
  ['not to be had now', serves('', {}, 503), 'attachment_unreachable'],
  ['somewhere private', serves('', { location: 'http://127.0.0.1:9/' }, 302), 'attachment_refused'],
])('a file that is %s is not taken', async (_what, listener, code) => {
  expect(await get(listener)).toBe(code)
})

test('a file in a private network is not even asked for', async () => {
  expect(await get(serves('[]'), [])).toBe('attachment_refused')
  expect(files.requests).toEqual([])
})
