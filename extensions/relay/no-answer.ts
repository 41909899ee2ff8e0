import type { Problem } from '../../contract/problem.ts'

/** The problem of a call that brought nothing readable back. Retryable, because nothing speaks against it. */
export function noAnswer(code: string, detail: string): { ok: false; problem: Problem } {
  return {
    ok: false,
    problem: {
      type: `urn:homing:problem:${code}`,
      title: 'Gateway Timeout',
      status: 504,
      code,
      detail,
      retryable: true,
      traceId: '',
    },
  }
}
