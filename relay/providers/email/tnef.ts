/** What Outlook packs into `winmail.dat`, as [MS-OXTNEF] describes it. */
export interface Tnef {
  /** Its text, where it is there as text. */
  text: string
  names: string[]
}

const signature = 0x223e9f78
const attributes = { body: 0x800c, title: 0x8010, newFile: 0x9002, message: 0x9003, file: 0x9005 }
const properties = { body: 0x1000, longName: 0x3707 }
/** Bytes of values of fixed length by their type; the others carry their length. */
const lengths: Record<number, number> = { 2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16 }
const mostProperties = 2_000

/** The names of the files in a `winmail.dat`, and its text; null for what is none. */
export function readTnef(data: Buffer): Tnef | null {
  if (data.length < 6 || data.readUInt32LE(0) !== signature) return null
  const found: Tnef = { text: '', names: [] }
  try {
    for (let at = 6; at + 9 <= data.length;) {
      const id = data.readUInt16LE(at + 1)
      const length = data.readUInt32LE(at + 5)
      take(found, id, data.subarray(at + 9, at + 9 + length))
      at += 9 + length + 2
    }
  } catch (error) {
    // It ends early, as the mail does of which only the beginning is read.
    if (!(error instanceof RangeError)) throw error
  }
  return { ...found, names: found.names.filter(Boolean) }
}

function take(found: Tnef, id: number, value: Buffer): void {
  if (id === attributes.newFile) found.names.push('')
  else if (id === attributes.body) found.text ||= zeroEnded(value, 'windows-1252')
  else if (id === attributes.title && found.names.length > 0) {
    found.names[found.names.length - 1] ||= zeroEnded(value, 'windows-1252')
  } else if (id === attributes.message) found.text ||= property(value, properties.body)
  else if (id === attributes.file && found.names.length > 0) {
    const name = property(value, properties.longName)
    if (name) found.names[found.names.length - 1] = name
  }
}

/** One text among MAPI properties; empty where it is not there. */
function property(data: Buffer, wanted: number): string {
  let at = 4
  const count = Math.min(data.readUInt32LE(0), mostProperties)
  for (let index = 0; index < count; index++) {
    const type = data.readUInt16LE(at)
    const id = data.readUInt16LE(at + 2)
    at += 4
    if (id >= 0x8000) {
      const isNamed = data.readUInt32LE(at + 16) === 1
      at += isNamed ? 24 + padded(data.readUInt32LE(at + 20)) : 24
    }
    const fixed = lengths[type & 0xfff]
    const isMany = (type & 0x1000) !== 0 || fixed === undefined
    const values = isMany ? data.readUInt32LE(at) : 1
    if (isMany) at += 4
    for (let one = 0; one < values; one++) {
      const length = fixed ?? data.readUInt32LE(at)
      if (fixed === undefined) at += 4
      const value = data.subarray(at, at + length)
      if (id === wanted) return zeroEnded(value, (type & 0xfff) === 0x1f ? 'utf-16le' : 'windows-1252')
      at += fixed ?? padded(length)
      if (at > data.length) return ''
    }
  }
  return ''
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4
}

function zeroEnded(value: Buffer, charset: string): string {
  return new TextDecoder(charset).decode(value).split('\0')[0]!.trim()
}
