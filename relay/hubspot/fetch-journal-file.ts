import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { Permanent } from '../errors.ts'
import { fetchGuarded } from '../files/fetch-guarded.ts'
import { refusedStatus } from '../files/fetch-trouble.ts'
import { allowedHosts } from '../reach/allowed-hosts.ts'
import type { Lookup } from '../reach/lookup.ts'
import { readBody } from '../files/read-body.ts'

export type FetchJournalFile = (url: string, signal: AbortSignal) => Promise<unknown>

/**
 * Makes what fetches a file of JSON that another server named, under the same guard as attachments and with nothing of
 * ours on the request. Stores that keep files packed serve them so, though not asked to: gzip is taken. `most` is bytes,
 * packed or not. The returned function throws `Permanent`, also where it is no JSON, and `Temporary` while its host does
 * not answer.
 */
export function createFetchJournalFile(options: {
  most: number
  /** Where a file may lie although that is private. */
  hosts: readonly string[]
  lookup?: Lookup
}): FetchJournalFile {
  const guard = { ...options, allowed: allowedHosts(options.hosts) }
  return (start, signal) =>
    fetchGuarded(start, signal, guard, async (response, { host }) => {
      const { statusCode = 0, headers } = response
      if (statusCode !== 200) {
        response.destroy()
        throw refusedStatus(statusCode, host)
      }
      const content = await readBody(response, options.most)
      const packed = /^gzip$/i.test(headers['content-encoding'] ?? '')
      try {
        const plain = packed ? await promisify(gunzip)(content, { maxOutputLength: options.most }) : content
        return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plain)) as unknown
      } catch (cause) {
        throw new Permanent('attachment_unreadable', 'The file is not the JSON that it should be.', { cause })
      }
    })
}
