/** A send whose outcome is in doubt, for a provider that keeps no reference of ours and is asked by address, words and time. */
export interface Sought {
  to: string
  body: string
  /** How many files travelled with it; undefined where that is not known. */
  files?: number | undefined
  /** When the provider was first called with it, and when last: the two differ where it had asked to come later. */
  firstAttemptAt: Date
  lastAttemptAt: Date
  /** Provider ids of the newest other messages to this address on this line: whatever is found under these is not ours. */
  others: readonly string[]
}
