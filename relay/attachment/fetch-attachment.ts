import type { IncomingMessage } from 'node:http'
import type { Attachment } from '../../contract/attachment.ts'
import { Permanent } from '../errors.ts'
import type { Carries } from './carries.ts'
import { carriesType } from './carries-type.ts'
import { fetchGuarded } from './fetch-guarded.ts'
import { refusedStatus } from './fetch-trouble.ts'
import { fileName } from './file-name.ts'
import type { Lookup } from './find-addresses.ts'
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

/**
 * Makes what fetches a message's files without being led into a network of our own. The returned function throws
 * `Permanent` with `attachment_refused`, `attachment_missing`, `attachment_too_large` or `attachment_type_refused`, and
 * `Temporary` while the file's host does not answer. Hosts in `allowedHosts` may be private.
 */
export function createFetchAttachment(options: { allowedHosts: readonly string[]; lookup?: Lookup }): FetchAttachment {
  return async (attachment, carries, signal) => {
    const { content, served } = await fetchGuarded(attachment.url, signal, options, async (response, from) => ({
      content: await contentOf(response, from, carries.bytes),
      served: response.headers['content-type'] ?? '',
    }))
    const type = await trueType(content, served, attachment.contentType)
    if (type === null) {
      const said = attachment.contentType ?? served
      throw new Permanent('attachment_type_refused', `The file is not what it is said to be, which is ${said}.`)
    }
    const { contentType, extension } = type
    if (!carriesType(carries, contentType)) {
      throw new Permanent('attachment_type_refused', `This line does not carry files of type ${contentType}.`)
    }
    return { content, contentType, name: fileName(attachment.name, new URL(attachment.url), extension) }
  }
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
