import { getExampleNumber, isValidPhoneNumber, type CountryCode } from 'libphonenumber-js/max'
import examples from 'libphonenumber-js/mobile/examples'
import { randomOf } from '../mover/random-of.ts'
import { countries, firstNames, lastNames, sayings } from './data/people.ts'
import type { Act, Expectation, Item, Kind } from './item.ts'
import { lines } from './lines.ts'

/** Somebody with a number and an address of their own. */
export interface Someone {
  first: string
  last: string
  phone: string
  country: CountryCode
  email: string
}

/** What items are made of; the same for the same seed. */
export interface Maker {
  pick<One>(list: readonly One[]): One
  below(count: number): number
  someone(country?: CountryCode): Someone
  /** A number of this country that exists, as E.164, and is nobody else's. */
  phone(country?: CountryCode): string
  mark(): string
  /** A sentence in some language that holds the mark. */
  words(mark: string): string
  /** An id in the manner of a vendor. */
  id(prefix?: string): string
  hex(length: number): string
  /** The lines of a group in turn: `linq-m`. */
  line(group: string): string
  now(): Date
  add(item: Draft): Item
  items: Item[]
}

export interface Draft {
  kind: Kind
  shape: string
  provider: string
  mark: string
  who: Someone
  /** Properties of the contact, where they are not simply number and address. */
  properties?: Record<string, string | null>
  acts: Act[]
  expect: Expectation
  openings?: number
}

const letters = '0123456789abcdefghijklmnopqrstuvwxyz'

export function createMaker(seed: number): Maker {
  const random = randomOf(seed)
  const taken = new Set<string>()
  const turns = new Map<string, number>()
  const items: Item[] = []
  const below = (count: number) => Math.floor(random() * count)
  const pick = <One>(list: readonly One[]) => list[below(list.length)] as One
  const text = (length: number, from: string) => Array.from({ length }, () => from[below(from.length)]).join('')

  const maker: Maker = {
    pick,
    below,
    items,
    mark: () => `zq${text(9, letters)}`,
    words: (mark) => `${pick(sayings)} ${mark}`,
    id: (prefix = '') => `${prefix}${text(24, letters)}`,
    hex: (length) => text(length, '0123456789abcdef'),
    now: () => new Date(),
    phone(country = pick(countries)) {
      const example = getExampleNumber(country, examples)?.number ?? '+12015550123'
      for (;;) {
        const changed = Math.min(6, example.length - 6)
        const number = example.slice(0, -changed) + text(changed, '0123456789')
        if (taken.has(number) || !isValidPhoneNumber(number)) continue
        taken.add(number)
        return number
      }
    },
    someone(country = pick(countries)) {
      const [first, last] = [pick(firstNames), pick(lastNames)]
      return { first, last, country, phone: maker.phone(country), email: `${text(10, letters)}@customer.example` }
    },
    line(group) {
      const found = lines.filter(({ id }) => id.startsWith(group) && /^\d+$/.test(id.slice(group.length)))
      const turn = turns.get(group) ?? 0
      turns.set(group, turn + 1)
      const line = found[turn % found.length]
      if (!line) throw new Error(`there are no lines ${group}`)
      return line.id
    },
    add({ who, properties, openings = 0, ...draft }) {
      const given = properties ?? { mobilephone: who.phone, email: who.email }
      const all = { phone: null, mobilephone: null, email: null, firstname: who.first, lastname: who.last, ...given }
      const item: Item = {
        ...draft,
        openings,
        contact: { id: '', properties: all },
        sent: new Map(),
        refused: new Map(),
      }
      items.push(item)
      return item
    },
  }
  return maker
}
