import { createHash } from 'node:crypto'
import type { SendWish } from './accept.ts'

/** The same for the same wish, whoever asks and however often: a key that comes with another belongs to another message. */
export function requestHash(wish: SendWish): string {
  const parts: unknown[] = [
    wish.portalId,
    wish.named ?? wish.contact.id,
    wish.channel ?? '',
    wish.lineId ?? '',
    wish.subject ?? '',
  ]
  parts.push(wish.body)
  if (wish.attachments?.length) parts.push(wish.attachments)
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}
