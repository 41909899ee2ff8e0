import { Invalid } from '../errors.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** A delivery's bytes as JSON. Throws `Invalid` for anything else. */
export function jsonDelivery(body: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(body))
  } catch {
    throw new Invalid('unreadable_delivery', 'The delivery is no JSON in UTF-8.')
  }
}
