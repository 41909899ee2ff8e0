import { randomUUID } from 'node:crypto'
import type { VendorReply } from '../fake-vendor/vendor-fault.ts'

export interface ChertRefusal {
  status: number
  code: number
  message: string
  retryable: boolean
  /** Seconds. */
  retryAfter?: number
}

/** A refusal as Chert words it: in an envelope with a trace id, and by POST /send flat and without one. */
export function chertProblemReply(refusal: ChertRefusal, form: 'envelope' | 'flat'): VendorReply {
  const { status, code, message, retryable, retryAfter } = refusal
  const error = { status, code, message, retryable, ...(retryAfter === undefined ? {} : { retry_after: retryAfter }) }
  const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }
  const body = form === 'flat' ? { ...error, status: 'failed' } : { success: false, error, trace_id: randomUUID() }
  return { status, headers, body }
}
