import { ownProblem } from './own-problem.ts'

/** The problem of a call that brought nothing readable back. Retryable, because nothing speaks against it. */
export function noAnswer(code: string, detail: string): ReturnType<typeof ownProblem> {
  return ownProblem({ status: 504, title: 'Gateway Timeout', retryable: true }, code, detail)
}
