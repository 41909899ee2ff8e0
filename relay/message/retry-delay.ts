/** Attempts after which "later" becomes "never". With the growing delay this is about two days. */
export const mostAttempts = 30

/** Milliseconds for which a provider is believed when it asks to come later. */
const longestWait = 7 * 86_400_000

/**
 * Milliseconds until what a provider did not take is tried again: what it asked for, else a delay that doubles from one second
 * to four hours, with as much jitter again, so that nobody comes back all at once. `jitter`: from 0 to 1.
 */
export function retryDelay(attempts: number, asked: number | null | undefined, jitter: number): number {
  const base = Math.min(1_000 * 2 ** Math.min(attempts - 1, 20), 4 * 3_600_000)
  return Math.min(asked ?? Math.round(base * (0.5 + jitter)), longestWait)
}
