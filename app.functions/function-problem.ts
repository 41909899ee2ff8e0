import { STATUS_CODES } from 'node:http'
import type { Problem } from '../contract/problem.ts'
import { relayUnreachable } from '../contract/relay-unreachable.ts'

/** A refusal the function makes itself, before or instead of an answer of the relay. */
export class FunctionProblem extends Error {
  override name = 'FunctionProblem'
  readonly code: string
  readonly status: number
  readonly retryable: boolean

  constructor(code: string, status: number, detail: string, retryable = false) {
    super(detail)
    this.code = code
    this.status = status
    this.retryable = retryable
  }

  /** Anything that is our bug: the browser learns nothing of it. */
  static unexpected(): FunctionProblem {
    return new FunctionProblem(
      'function_failed',
      500,
      'Something went wrong inside Homing. Please tell your Homing administrator.',
    )
  }

  /** No relay where it should be, for now. */
  static unreachable(): FunctionProblem {
    return new FunctionProblem(relayUnreachable.code, 503, relayUnreachable.detail, true)
  }

  /** The wire shape; `traceId` is the id that the request to the relay carried, or would have carried. */
  toProblem(traceId: string): Problem {
    return {
      type: `urn:homing:problem:${this.code}`,
      title: STATUS_CODES[this.status] ?? 'Error',
      status: this.status,
      code: this.code,
      detail: this.message,
      retryable: this.retryable,
      traceId,
    }
  }
}
