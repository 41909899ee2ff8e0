import type { Problem } from '../../contract/problem.ts'

/** The problem of a call that never left the card: its status, below 500, says that the relay has not taken it. */
export function notAsked(code: string, detail: string, retryable: boolean): { ok: false; problem: Problem } {
  return {
    ok: false,
    problem: {
      type: `urn:homing:problem:${code}`,
      title: 'Failed Dependency',
      status: 424,
      code,
      detail,
      retryable,
      traceId: '',
    },
  }
}
