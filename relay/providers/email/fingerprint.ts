import { createHash } from 'node:crypto'

/** An id for an email that has none of its own: the same bytes have the same. */
export function fingerprint(body: Uint8Array): string {
  return `sha256:${createHash('sha256').update(body).digest('hex')}`
}
