import { randomOf } from '../mover/random-of.ts'

/** Choices of a run, the same for the same seed. */
export interface Rough {
  below(count: number): number
  pick<One>(list: readonly One[]): One
  /** True so often, of 1. */
  chance(share: number): boolean
  letters(length: number): string
  /** Any bytes. */
  bytes(length: number): Buffer
  /** In one item, and in no other. */
  mark(): string
}

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz'

export function createRough(seed: number): Rough {
  const random = randomOf(seed)
  const below = (count: number) => Math.floor(random() * count)
  const letters = (length: number) => Array.from({ length }, () => alphabet[below(alphabet.length)]).join('')
  return {
    below,
    letters,
    pick: (list) => list[below(list.length)]!,
    chance: (share) => random() < share,
    bytes: (length) => Buffer.from(Array.from({ length }, () => below(256))),
    mark: () => `zq${letters(9)}`,
  }
}
