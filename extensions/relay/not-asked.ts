import { ownProblem } from './own-problem.ts'

/** The problem of a call that never left the card: its status, below 500, says that the relay has not taken it. */
export function notAsked(code: string, detail: string, retryable: boolean): ReturnType<typeof ownProblem> {
  return ownProblem({ status: 424, title: 'Failed Dependency', retryable }, code, detail)
}
