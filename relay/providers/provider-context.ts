import type { Reach } from '../reach/reach.ts'
import type { Standing } from './standing.ts'
import type { VendorFetch } from './vendor-fetch.ts'

/** What every call to the outside is given. */
export interface ProviderContext {
  fetch: VendorFetch
  now: () => Date
  /** Aborts at the time limit of the call or when the relay is told to end at once. */
  signal: AbortSignal
  /** Hears the system's name (ECONNRESET) for a call that got no answer: for the log, not for people. */
  note?: (code: string) => void
  /** Where the line may connect to, for whoever opens a connection without `fetch`; absent: to public places. */
  reach?: Reach
  /** Whether the line is still as this call was begun with it, for the same; absent: nobody changes it. */
  standing?: Standing
  /**
   * For a provider that sends one message in several calls: told when the first of them has left, so that a line that is changed meanwhile
   * leaves nobody with half a message.
   */
  begun?: () => void
  /** The line's own secrets, which must not come back in a vendor's words. */
  secrets?: readonly string[]
}

/** What a provider that listens by itself needs to know of its line's connections. */
export type WatchWays = Pick<ProviderContext, 'reach' | 'standing'>
