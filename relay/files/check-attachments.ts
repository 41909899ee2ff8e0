import { cutText } from '../../contract/cut-text.ts'
import type { Attachment } from '../../contract/attachment.ts'
import { Refusal } from '../errors.ts'
import type { AllowedHosts } from '../reach/allowed-hosts.ts'
import type { Carries } from './carries.ts'
import { carriesType } from './carries-type.ts'
import { judgeUrl } from './judge-url.ts'

/**
 * Refuses, before a message is taken, files that its line cannot carry or that may not be fetched. Looks at what was
 * asked for only; what an address truly leads to is judged when the file is fetched.
 */
export function checkAttachments(
  attachments: readonly Attachment[],
  carries: Carries | undefined,
  allowed: AllowedHosts,
  lineLabel: string,
): void {
  if (attachments.length === 0) return
  if (carries === undefined) {
    throw new Refusal(
      'attachments_not_supported',
      `${lineLabel} carries text only. Leave the ${attachments.length === 1 ? 'file' : 'files'} out, or choose another line.`,
    )
  }
  const { most } = carries
  if (attachments.length > most) {
    throw new Refusal(
      'too_many_attachments',
      `${lineLabel} carries ${most === 1 ? 'one file' : `${most} files`} with a message, and this one has ${attachments.length}.`,
    )
  }
  for (const { url, contentType, name } of attachments) {
    const file = name ?? lastPart(url)
    if (contentType !== undefined && !carriesType(carries, contentType)) {
      throw new Refusal(
        'attachment_type_refused',
        `${lineLabel} does not carry files of type ${contentType} (file ${file}). It carries ${carries.types.join(', ')}.`,
      )
    }
    const parsed = URL.parse(url)
    const why = parsed === null ? 'its address cannot be read' : judgeUrl(parsed, allowed)
    if (why !== null) throw new Refusal('attachment_url_refused', `The file ${file} is not fetched: ${why}.`)
  }
}

/** What a person tells a file by where it has no name: the end of its address, or all of it. */
function lastPart(url: string): string {
  const path = URL.parse(url)?.pathname ?? ''
  return cutText(path.split('/').findLast((part) => part !== '') ?? url, 200)
}
