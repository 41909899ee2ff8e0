import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
  type ScalarTag,
  type Tags,
} from 'yaml'
import { isTooMuch } from './is-too-much.ts'
import type { FileMistake, PlaceInFile } from './place-in-file.ts'

/** What a file says, and where. */
export interface ParsedSettings {
  value: unknown
  /** Where a member stands, or what is nearest to it of all that is there: `lines.0.settings.authToken`. */
  placeOf(path: string): PlaceInFile | null
}

/** A number is one only as JSON writes it: +14155550100, 0049 and what has more digits than a number can hold are texts. */
const wholeNumber: ScalarTag = {
  identify: (value) => typeof value === 'number',
  default: true,
  tag: 'tag:yaml.org,2002:int',
  test: /^(?:0|-?[1-9][0-9]{0,14})$/,
  resolve: (text) => Number(text),
}
const tags = (ordinary: Tags): Tags => [
  ...ordinary.filter((one) => typeof one === 'string' || !/:(int|float)$/.test(one.tag)),
  wholeNumber,
]

/** By the code of `yaml`, whose own words repeat what stands there: that may be a secret. */
const troubles: Record<string, string> = {
  DUPLICATE_KEY: 'This member stands twice.',
  BAD_INDENT: 'The indentation is wrong here.',
  TAB_AS_INDENT: 'Indentation must be blanks here, no tab.',
  MISSING_CHAR: 'Something is missing here, such as a comma, a colon or a closing quotation mark.',
  MULTIPLE_DOCS: 'Here begins a second document; a file holds one. Take out the line of hyphens.',
  BAD_ALIAS: 'Nothing is known under the name of this alias.',
  TAG_RESOLVE_FAILED: 'This tag is not known; leave it out.',
}

interface Wrong {
  code: string
  pos: readonly [number, number]
}

const tooDeep: FileMistake = {
  path: '',
  words: 'This is nested more deeply, or repeats itself more often, than anybody means.',
  place: null,
}

/**
 * Reads YAML 1.2, and so JSON, with every mistake in it at once; never in words that repeat what stands there.
 */
export function parseSettings(text: string): ParsedSettings | FileMistake[] {
  const counter = new LineCounter()
  const at = (offset: number): PlaceInFile => {
    const { line, col } = counter.linePos(offset)
    return { line, column: col }
  }
  if (isTooMuch(text)) return [tooDeep]
  try {
    const document = parseDocument(text, {
      lineCounter: counter,
      prettyErrors: false,
      customTags: tags,
      uniqueKeys: false,
    })
    const wrong: Wrong[] = [...document.errors, ...document.warnings, ...namedTwice(document)]
    if (wrong.some(({ code }) => code === 'RESOURCE_EXHAUSTION')) return [tooDeep]
    if (wrong.length > 0) {
      const told = wrong.map(({ code, pos: [start] }) => ({
        path: '',
        words: troubles[code] ?? 'This is neither YAML nor JSON.',
        place: at(start),
      }))
      // One slip makes others behind it, often at the same place.
      const places = new Map(told.toReversed().map((one) => [`${one.place.line} ${one.place.column}`, one]))
      return [...places.values()].toReversed().slice(0, 100)
    }
    const { contents } = document
    const value: unknown = document.toJS()
    if (isEndless(value)) return [tooDeep]
    return {
      value,
      placeOf(path) {
        const offset = contents && offsetOf(contents, path, (one) => (isAlias(one) ? one.resolve(document) : one))
        return offset === null ? null : at(offset)
      },
    }
  } catch (error) {
    // Aliases that stand for more than anybody means, or lists in lists without end.
    if (!(error instanceof RangeError) && !(error instanceof ReferenceError)) throw error
    return [tooDeep]
  }
}

/** Members that stand twice. The reader would compare each with each. */
function namedTwice(document: Document): Wrong[] {
  const found: Wrong[] = []
  visit(document, {
    Map(_key, { items }) {
      const known = new Set<unknown>()
      for (const { key } of items) {
        if (!isScalar(key)) continue
        const at = key.range?.[0] ?? 0
        if (known.has(key.value)) found.push({ code: 'DUPLICATE_KEY', pos: [at, at] })
        known.add(key.value)
      }
    },
  })
  return found
}

/** Whether something is a part of itself, as an alias may have it. */
function isEndless(value: unknown, around: readonly unknown[] = []): boolean {
  if (typeof value !== 'object' || value === null) return false
  return around.includes(value) || Object.values(value).some((one) => isEndless(one, [...around, value]))
}

/** Of the last part of the path that is there: a member's name, an item's beginning. */
function offsetOf(contents: Node, path: string, meant: (node: Node) => Node | undefined): number | null {
  let offset = contents.range?.[0] ?? null
  let node: Node | undefined | null = contents
  let rest = path
  while (rest !== '' && node) {
    const inside: Node | undefined = meant(node)
    if (isSeq(inside)) {
      const [, index = '', more = ''] = /^([0-9]+)(?:\.(.*))?$/s.exec(rest) ?? []
      const item = inside.items[Number(index || Number.NaN)] as Node | undefined
      if (!item) return offset
      offset = item.range?.[0] ?? offset
      node = item
      rest = more
    } else if (isMap(inside)) {
      // A name may itself hold a full stop.
      const pair = inside.items.find(
        ({ key }) => isScalar(key) && (rest === String(key.value) || rest.startsWith(`${String(key.value)}.`)),
      )
      if (!pair) return offset
      const key = pair.key as { value: unknown; range?: [number, number, number] }
      offset = key.range?.[0] ?? offset
      node = pair.value as Node | null
      rest = rest.slice(String(key.value).length + 1)
    } else return offset
  }
  return offset
}
