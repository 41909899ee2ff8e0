import type { IncomingMessage } from 'node:http'
import type { Attachment } from '../../contract/attachment.ts'
import { Permanent } from '../errors.ts'
import type { Carries } from './carries.ts'
import { carriesType } from './carries-type.ts'
import { fetchTrouble, refusedStatus } from './fetch-trouble.ts'
import { fileName } from './file-name.ts'
import { findAddresses, type Lookup } from './find-addresses.ts'
import { judgeUrl } from './judge-url.ts'
import { openUrl } from './open-url.ts'
import { readBody } from './read-body.ts'
import { trueType } from './true-type.ts'

/** A file that was fetched and judged: its bytes, what they truly are, and a name that can be shown. */
interface FetchedAttachment {
  content: Uint8Array
  contentType: string
  name: string
}

type FetchAttachment = (
  attachment: Attachment,
  carries: Pick<Carries, 'bytes' | 'types'>,
  signal: AbortSignal,
) => Promise<FetchedAttachment>

const mostRedirects = 3

/**
 * Makes what fetches a message's files without being led into a network of our own. The returned function throws
 * `Permanent` with `attachment_refused`, `attachment_missing`, `attachment_too_large` or `attachment_type_refused`, and
 * `Temporary` while the file's host does not answer. Hosts in `allowedHosts` may be private.
 */
export function createFetchAttachment(options: { allowedHosts: readonly string[]; lookup?: Lookup }): FetchAttachment {
  return async (attachment, carries, signal) => {
    const url = URL.parse(attachment.url)
    if (!url) throw new Permanent('attachment_refused', 'The file is not fetched: its address cannot be read.')
    const { content, served } = await download(url, carries.bytes, signal, options)
    const type = await trueType(content, served, attachment.contentType)
    if (type === null) {
      const said = attachment.contentType ?? served
      throw new Permanent('attachment_type_refused', `The file is not what it is said to be, which is ${said}.`)
    }
    const { contentType, extension } = type
    if (!carriesType(carries, contentType)) {
      throw new Permanent('attachment_type_refused', `This line does not carry files of type ${contentType}.`)
    }
    return { content, contentType, name: fileName(attachment.name, url, extension) }
  }
}

async function download(
  start: URL,
  most: number,
  signal: AbortSignal,
  { allowedHosts, lookup }: { allowedHosts: readonly string[]; lookup?: Lookup },
): Promise<{ content: Uint8Array; served: string }> {
  let url = start
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const why = judgeUrl(url, allowedHosts)
    if (why !== null) throw new Permanent('attachment_refused', `The file is not fetched: ${why}.`)
    try {
      const addresses = await unlessAborted(findAddresses(url, allowedHosts, lookup), signal)
      const response = await openUrl(url, addresses, signal)
      const next = redirectOf(response, url)
      if (next === null) return { content: await contentOf(response, url, most), served: servedType(response) }
      url = next
    } catch (cause) {
      throw fetchTrouble(cause, url.host)
    }
  }
  throw new Permanent(
    'attachment_refused',
    `The file is not fetched: its address was passed on more than ${mostRedirects} times.`,
  )
}

async function contentOf(response: IncomingMessage, url: URL, most: number): Promise<Uint8Array> {
  const { statusCode = 0, headers } = response
  if (statusCode !== 200) {
    response.destroy()
    throw refusedStatus(statusCode, url.host)
  }
  if (!/^(identity)?$/i.test(headers['content-encoding'] ?? '')) {
    response.destroy()
    throw new Permanent(
      'attachment_refused',
      `The file is not fetched: ${url.host} serves it packed, though not asked to.`,
    )
  }
  const content = await readBody(response, most)
  if (content.length === 0) throw new Permanent('attachment_missing', 'The file is empty.')
  return content
}

function redirectOf(response: IncomingMessage, from: URL): URL | null {
  const { statusCode = 0, headers } = response
  if (![301, 302, 303, 307, 308].includes(statusCode) || headers.location === undefined) return null
  // Whoever goes there reads nothing more here.
  response.destroy()
  const next = URL.parse(headers.location, from.href)
  if (next) return next
  throw new Permanent('attachment_refused', 'The file is not fetched: its address leads on to one that cannot be read.')
}

function servedType({ headers }: IncomingMessage): string {
  return headers['content-type'] ?? ''
}

/** A name server may take longer than there is time. */
async function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const abort = () => reject(signal.reason)
  if (signal.aborted) abort()
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([promise, aborted])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
