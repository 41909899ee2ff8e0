import type { World } from '../world.ts'

/** A request that is about to be signed. */
export interface Unsigned {
  method: string
  target: string
  body: Uint8Array
  now: Date
  secret?: string
}

/** One way into the relay: what a caller may say there, and how it proves itself. */
export interface Door {
  target: string
  /** A body that is accepted; a list is one of such things. */
  body: () => Record<string, unknown> | Record<string, unknown>[]
  sign: (world: World, request: Unsigned) => Record<string, string>
  secret: string
  /** Largest body in bytes. */
  limit: number
  /** False: the signature carries no time, so that a replay must be harmless by other means. */
  timed: boolean
  /** False: the signature covers the body only. */
  coversTarget: boolean
  /** False: the route reads the bytes itself, in the sender's own format. */
  json: boolean
  /** What cannot be read is kept, not refused: `journeys/hubspot-events-unread.test.ts`. */
  keeps?: true
  /** Whose account it is was signed, and nothing else need be said. */
  needsNothing?: true
  /** Members that decide nothing there, or of which the caller is told in another way. */
  ignores?: string[]
}
