import type { IncomingMessage } from 'node:http'
import type { Attachment } from '../../contract/attachment.ts'
import { Permanent } from '../errors.ts'
import type { Readers } from '../readers/readers.ts'
import type { Carries } from './carries.ts'
import { carriesType } from './carries-type.ts'
import { fetchGuarded } from './fetch-guarded.ts'
import { refusedStatus } from './fetch-trouble.ts'
import type { FileMemory, ServedFile } from './file-memory.ts'
import { fileName } from './file-name.ts'
import type { AllowedHosts } from '../reach/allowed-hosts.ts'
import type { Lookup } from '../reach/lookup.ts'
import { readBody } from './read-body.ts'
import { trueType } from './true-type.ts'
import { typeApart } from './type-apart.ts'

/** A file that was fetched and judged: its bytes, what they truly are, and a name that can be shown. */
interface FetchedAttachment {
  content: Uint8Array
  contentType: string
  name: string
}

/** In memory until they are released. */
interface FetchedAttachments {
  files: FetchedAttachment[]
  release(): void
}

export type FetchAttachments = (
  portalId: string,
  attachments: readonly Attachment[],
  carries: Pick<Carries, 'bytes' | 'types'>,
  signal: AbortSignal,
) => Promise<FetchedAttachments>

/**
 * Makes what fetches a message's files without being led into a network of our own, and without more of them in `memory` than
 * there is room for. The returned function throws `Permanent` with `attachment_refused`, `attachment_missing`,
 * `attachment_too_large` or `attachment_type_refused`, and `Temporary` while a file's host does not answer
 * (`attachment_unreachable`) or other files leave no room (`attachment_no_room`). Hosts that are `allowed` may be private.
 */
export function createFetchAttachments(options: {
  allowed: AllowedHosts
  memory: FileMemory
  /** Where it is found out what a file is; here unless given. */
  readers?: Readers
  lookup?: Lookup
}): FetchAttachments {
  return async (portalId, attachments, carries, signal) => {
    const { files, release } = await options.memory.hold({
      portalId,
      urls: attachments.map(({ url }) => url),
      each: carries.bytes,
      signal,
      read: (start, limit, expects) =>
        fetchGuarded(start, signal, options, async (response, from) => ({
          content: await contentOf(response, from, limit, expects),
          served: response.headers['content-type'] ?? '',
        })),
    })
    try {
      const { readers } = options
      const typeOf: typeof trueType = readers ? (...file) => typeApart(readers, portalId, ...file) : trueType
      const judged = files.map((file, index) => judge(file, attachments[index]!, carries, typeOf))
      return { files: await Promise.all(judged), release }
    } catch (error) {
      release()
      throw error
    }
  }
}

async function judge(
  { content, served }: ServedFile,
  attachment: Attachment,
  carries: Pick<Carries, 'types'>,
  typeOf: typeof trueType,
): Promise<FetchedAttachment> {
  const type = await typeOf(content, served, attachment.contentType)
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

async function contentOf(
  response: IncomingMessage,
  url: URL,
  most: number,
  expects: (bytes: number) => void,
): Promise<Uint8Array> {
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
  expects(Number(headers['content-length'] ?? most))
  const content = await readBody(response, most)
  if (content.length === 0) throw new Permanent('attachment_missing', 'The file is empty.')
  return content
}
