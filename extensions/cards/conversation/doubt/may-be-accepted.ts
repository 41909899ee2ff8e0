import type { Problem } from '../../../../contract/problem.ts'

/** True when a refused send may have been accepted all the same: the answer got lost, or was none of the relay's. */
export function mayBeAccepted(problem: Problem): boolean {
  return problem.status >= 500 && problem.code !== 'function_not_configured'
}
