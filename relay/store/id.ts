import { randomFillSync } from 'node:crypto'

/** Whether PostgreSQL takes this as a UUID, in the spelling that it has for it. */
export function isUuid(text: unknown): text is string {
  return typeof text === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
}

/** Random bytes for many ids, since asking for them costs the same for sixteen as for thousands. Each is used once. */
const random = Buffer.alloc(16 * 256)
let used = random.length

/** A UUID of version 7: sorts by time, so that indexes grow at one end. RFC 9562 §5.7. */
export function newId(now: number = Date.now()): string {
  if (used === random.length) {
    randomFillSync(random)
    used = 0
  }
  const bytes = random.subarray(used, (used += 16))
  bytes.writeUIntBE(now, 0, 6)
  bytes[6] = 0x70 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
