const [equals, lineFeed, carriageReturn, blank, tab] = [0x3d, 0x0a, 0x0d, 0x20, 0x09]
/** Blanks that some server has put between the sign and the end of its line. */
const mostBlanks = 20

/** The bytes of quoted-printable text (RFC 2045 §6.7), given as latin1. What is no escape stays as it is. */
export function fromQuotedPrintable(text: string): Buffer {
  const bytes = Buffer.from(text, 'latin1')
  let at = bytes.indexOf(equals)
  if (at < 0) return bytes
  let end = at
  while (at < bytes.length) {
    const byte = bytes[at]!
    if (byte === equals) {
      const value = (digit(bytes[at + 1]) << 4) | digit(bytes[at + 2])
      const next = value < 0 ? lineAfter(bytes, at + 1) : at + 3
      if (next > 0) {
        if (value >= 0) bytes[end++] = value
        at = next
        continue
      }
    }
    bytes[end++] = byte
    at++
  }
  return bytes.subarray(0, end)
}

/** Where the next line begins, when nothing but blanks stands before it; 0 otherwise. */
function lineAfter(bytes: Buffer, from: number): number {
  let at = from
  while (at - from < mostBlanks && (bytes[at] === blank || bytes[at] === tab)) at++
  if (bytes[at] === carriageReturn) at++
  return bytes[at] === lineFeed ? at + 1 : 0
}

/** The value of a hexadecimal digit; negative for what is none. */
function digit(byte = 0): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
}
