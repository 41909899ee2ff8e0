import type { Rough } from './rough.ts'
import { roughText } from './rough-text.ts'

type Tree = Record<string, unknown>

/** What nobody expects at any place of a document. */
const odd: readonly ((rough: Rough) => unknown)[] = [
  () => null,
  () => '',
  () => [],
  () => ({}),
  () => true,
  () => 0,
  () => -1,
  () => 1e308,
  () => 2 ** 53 + 2,
  () => -0.5,
  () => '\ud800',
  () => 'a\0b',
  () => '9'.repeat(400),
  () => '+' + '1'.repeat(60),
  () => 'Infinity',
  () => 'constructor',
  () => Array.from({ length: 3_000 }, () => 'a'),
  () => Array.from({ length: 400 }, () => ({ type: 'text', value: 'a', text: { body: 'a' } })),
  (rough) => nested(1 + rough.below(4_000), rough.chance(0.5)),
  (rough) => roughText(rough, 1 + rough.below(30_000)),
  (rough) => ({
    __proto__: null,
    toString: 'x',
    constructor: { prototype: 1 },
    length: 2 ** 32,
    then: rough.letters(3),
  }),
  () => Object.fromEntries(Array.from({ length: 2_000 }, (_, nth) => [`k${nth}`, nth])),
  () => '8640000000000001',
  () => -8_640_000_000_000_001,
  () => '2026-13-45T99:99:99Z',
]

/** A document in which one place or a few hold something else, as bytes. */
export function spoilJson(rough: Rough, value: unknown): Buffer {
  const copy = structuredClone(value)
  for (let turn = 0; turn <= rough.below(3); turn += 1) spoilPlace(rough, copy)
  return spoilText(rough, JSON.stringify(copy))
}

function spoilPlace(rough: Rough, value: unknown): void {
  let holder = value
  for (let depth = rough.below(8); ; depth -= 1) {
    if (typeof holder !== 'object' || holder === null) return
    const names = Object.keys(holder)
    if (names.length === 0) return
    const name = rough.pick(names)
    const inner = (holder as Tree)[name]
    if (depth > 0 && typeof inner === 'object' && inner !== null && Object.keys(inner).length > 0) {
      holder = inner
      continue
    }
    if (rough.chance(0.15) && !Array.isArray(holder)) delete (holder as Tree)[name]
    else if (rough.chance(0.1)) (holder as Tree)[name] = [inner, inner, inner]
    else (holder as Tree)[name] = rough.pick(odd)(rough)
    return
  }
}

/** Most of the time as it is; else no document any more, or one that readers differ about. */
function spoilText(rough: Rough, text: string): Buffer {
  const at = rough.below(text.length + 1)
  switch (rough.below(24)) {
    case 0:
      return Buffer.from(text.slice(0, at))
    case 1:
      return Buffer.concat([
        Buffer.from(text.slice(0, at)),
        rough.bytes(1 + rough.below(20)),
        Buffer.from(text.slice(at)),
      ])
    case 2:
      return Buffer.from(`\ufeff${text}`)
    case 3:
      return Buffer.from(text.replace('{', `{"__proto__":{"a":1},"constructor":null,`))
    case 4:
      return Buffer.from(text.replace('{', `${'{"a":'.repeat(1 + rough.below(60_000))}{`))
    case 5:
      return Buffer.from('['.repeat(1 + rough.below(400_000)))
    case 6:
      return Buffer.from(`${text}${text}`)
    case 7:
      return Buffer.from(text.replaceAll(/"([^"\\]{1,20})":/g, '"$1":null,"$1":'))
    case 8:
      return Buffer.from(text, 'utf16le')
    case 9:
      return Buffer.from(text.replaceAll(/:\d+/g, ':1e9999'))
    default:
      return Buffer.from(text)
  }
}

function nested(depth: number, isList: boolean): unknown {
  let value: unknown = 'deep'
  for (let nth = 0; nth < depth; nth += 1) value = isList ? [value] : { a: value }
  return value
}
