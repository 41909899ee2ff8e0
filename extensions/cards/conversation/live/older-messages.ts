import type { Problem } from '../../../../contract/problem.ts'

/**
 * Whether there are messages before those that the card has; `before` is asked with. `unsaid`: an older relay does not tell.
 */
export type OlderMessages =
  | { is: 'unsaid' | 'none' }
  | { is: 'some' | 'asking'; before: string }
  | { is: 'failed'; before: string; problem: Problem }

/** As the relay tells it. */
export function olderMessages(before: string | null | undefined): OlderMessages {
  if (before === undefined) return { is: 'unsaid' }
  return before === null ? { is: 'none' } : { is: 'some', before }
}
