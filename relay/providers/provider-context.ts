import type { Reach } from '../reach/reach.ts'
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
  /** The line's own secrets, which must not come back in a vendor's words. */
  secrets?: readonly string[]
}
