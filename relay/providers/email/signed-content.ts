/** Signed, and encrypted, as CMS names them: RFC 5652 §5.1, §6.1. */
const signedData = '2a864886f70d010702'
const octetString = 0x04
const deepest = 16

interface Value {
  tag: number
  start: number
  end: number
  next: number
}

/**
 * What lies in an opaque S/MIME signature, a mail of its own; null for what is encrypted or no CMS. The signature is not
 * checked: mail programs do that for people, and nothing here is believed because of it.
 */
export function signedContent(der: Buffer): Buffer | null {
  try {
    const info = children(der, read(der, 0, 0))
    if (!info[0] || !info[1] || der.toString('hex', info[0].start, info[0].end) !== signedData) return null
    const signed = children(der, read(der, info[1].start, 0))
    const [, content] = signed[2] ? children(der, signed[2]) : []
    if (!content) return null
    const octets = read(der, content.start, 0)
    return octets.end <= der.length ? Buffer.concat(pieces(der, octets, 0)) : null
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** One value; of indefinite length it ends where its parts are followed by two zeros (X.690 §8.1.3.6). */
function read(der: Buffer, at: number, depth: number): Value {
  if (depth > deepest) throw new RangeError('Too deep')
  const tag = der.readUInt8(at)
  const first = der.readUInt8(at + 1)
  if (first < 0x80) return { tag, start: at + 2, end: at + 2 + first, next: at + 2 + first }
  if (first > 0x80) {
    const start = at + 2 + (first & 0x7f)
    const length = der.readUIntBE(at + 2, first & 0x7f)
    return { tag, start, end: start + length, next: start + length }
  }
  let end = at + 2
  while (der.readUInt16BE(end) !== 0) end = read(der, end, depth + 1).next
  return { tag, start: at + 2, end, next: end + 2 }
}

function children(der: Buffer, { start, end }: Value): Value[] {
  const found: Value[] = []
  for (let at = start; at < end && found.length < 20; at = found.at(-1)!.next) found.push(read(der, at, 0))
  return found
}

/** The octets of a string that may be made of strings. */
function pieces(der: Buffer, value: Value, depth: number): Buffer[] {
  if (depth > deepest) throw new RangeError('Too deep')
  if (value.tag === octetString) return [der.subarray(value.start, value.end)]
  const found: Buffer[] = []
  for (let at = value.start; at < value.end;) {
    const part = read(der, at, depth)
    found.push(...pieces(der, part, depth + 1))
    at = part.next
  }
  return found
}
