import type { CardAnswer, CardCall, CardCalls } from '../contract/card-function.ts'
import type { Problem } from '../contract/problem.ts'
import { FunctionProblem } from './function-problem.ts'

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
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
    typeof value.retryable === 'boolean'
  )
}

/**
 * The relay's answer for the card. A problem passes as it is; anything that is not the relay's own shape (the page of a
 * proxy, a redirect) becomes a problem a rep can act on. Throws `FunctionProblem`.
 */
export function readAnswer(status: number, text: string): CardAnswer<CardCall> {
  const value = parse(text)
  if (status >= 200 && status < 300 && isObject(value)) {
    return { ok: true, value: value as CardCalls[CardCall]['response'] }
  }
  if (status >= 400 && isProblem(value)) return { ok: false, problem: value }
  if (status >= 500) {
    throw new FunctionProblem(
      'relay_unreachable',
      503,
      'Homing cannot be reached right now. Your text is kept: try again in a minute, and if it stays, tell your Homing administrator.',
      true,
    )
  }
  throw new FunctionProblem(
    'relay_answer_unreadable',
    502,
    `The address of the Homing relay answers, but not as Homing does (status ${status}). Please tell your Homing administrator.`,
  )
}
