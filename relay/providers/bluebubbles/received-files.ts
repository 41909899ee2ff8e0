import type { ReceivedAttachment } from '../provider.ts'
import { receivedFile } from '../received-file.ts'
import type { Message } from './message.ts'

/** The files that somebody sent. The Mac shows them only to whoever knows the server's password, so none has an address. */
export function receivedFiles({ attachments }: Pick<Message, 'attachments'>): ReceivedAttachment[] {
  return attachments
    .filter(({ hidden }) => !hidden)
    .map(({ mimeType, transferName }) =>
      receivedFile({ url: null, contentType: mimeType ?? '', name: transferName ?? '' }),
    )
}
