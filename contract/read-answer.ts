import type { CardAnswer, CardCall, CardCalls } from './card-function.ts'
import type { Problem } from './problem.ts'

/**
 * What the relay says with this status and JSON: its answer or its problem, as they are. Null when something else
 * speaks in its place: the page of a proxy, a redirect, HubSpot.
 */
export function readAnswer<Call extends CardCall>(status: number, value: unknown): CardAnswer<Call> | null {
  if (status >= 200 && status < 300 && isObject(value)) return { ok: true, value: value as CardCalls[Call]['response'] }
  if (status >= 400 && isProblem(value)) return { ok: false, problem: value }
  return null
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isProblem(value: unknown): value is Problem {
  return (
    isObject(value) &&
    'code' in value &&
    typeof value.code === 'string' &&
    'detail' in value &&
    typeof value.detail === 'string' &&
    'retryable' in value &&
    typeof value.retryable === 'boolean' &&
    'status' in value &&
    typeof value.status === 'number'
  )
}
