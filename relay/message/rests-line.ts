import type { Blame } from '../errors.ts'

/** Whether what a provider puts off is put off for all that its line sends: its day is used up, or the line itself is to blame. */
export function restsLine(code: string, blame: Blame | null | undefined): boolean {
  return blame === 'line' || code === 'daily_limit'
}
