import { createHash } from 'node:crypto'

/** One step from a leaf to the root: the digest beside it, and on which side of it that stands. */
export interface MerkleStep {
  side: 'left' | 'right'
  digest: Buffer
}

/**
 * The tree over digests in their order: nodes are SHA-256 over the byte 1 and both below; one without a neighbour goes up
 * as it is. `pathOf` leads from the leaf at a place, counted from 0, to the root.
 */
export function merkle(leaves: readonly Buffer[]): { root: Buffer; pathOf: (place: number) => MerkleStep[] } {
  const levels: (readonly Buffer[])[] = [leaves]
  for (let level = leaves; level.length > 1; levels.push(level)) level = levelAbove(level)
  return {
    root: levels.at(-1)?.[0] ?? Buffer.alloc(32),
    pathOf: (place) =>
      levels.flatMap((level, height) => {
        const at = Math.floor(place / 2 ** height)
        const digest = level[at ^ 1]
        return digest ? [{ side: at % 2 === 0 ? 'right' : 'left', digest } as const] : []
      }),
  }
}

/** Where a path leads from a leaf. */
export function followPath(leaf: Buffer, path: readonly MerkleStep[]): Buffer {
  return path.reduce((at, { side, digest }) => (side === 'left' ? nodeOver(digest, at) : nodeOver(at, digest)), leaf)
}

function levelAbove(level: readonly Buffer[]): Buffer[] {
  return level.flatMap((left, at) => {
    if (at % 2 === 1) return []
    const right = level[at + 1]
    return [right ? nodeOver(left, right) : left]
  })
}

function nodeOver(left: Buffer, right: Buffer): Buffer {
  return createHash('sha256').update('\x01').update(left).update(right).digest()
}
