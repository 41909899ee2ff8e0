import type { Problem } from '../../contract/problem.ts'

/** A problem that the card itself names, because the relay has named none. */
export function ownProblem(
  { status, title, retryable }: Pick<Problem, 'status' | 'title' | 'retryable'>,
  code: string,
  detail: string,
): { ok: false; problem: Problem } {
  return {
    ok: false,
    problem: { type: `urn:homing:problem:${code}`, title, status, code, detail, retryable, traceId: '' },
  }
}
