import type { CardAnswer, CardCall, CardCalls } from '../../../contract/card-function.ts'
import type { Problem } from '../../../contract/problem.ts'
import { noAnswer } from '../no-answer.ts'

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json()
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
    typeof value.retryable === 'boolean' &&
    'status' in value &&
    typeof value.status === 'number'
  )
}

/**
 * What came back through HubSpot. The relay's answers and problems pass as they are. HubSpot answers in its own shape
 * where it did not get through: with 429 it has not even tried (20 requests at once for an app in an account), otherwise
 * the relay may have taken the request.
 */
export async function readAnswer<Call extends CardCall>(response: Response): Promise<CardAnswer<Call>> {
  const { status } = response
  const value = await readJson(response)
  if (status >= 200 && status < 300 && isObject(value)) return { ok: true, value: value as CardCalls[Call]['response'] }
  if (status >= 400 && isProblem(value)) return { ok: false, problem: value }
  if (status === 429) {
    const { problem } = noAnswer(
      'too_many_calls',
      'HubSpot takes only so many requests at once. Try again in a moment.',
    )
    return { ok: false, problem: { ...problem, title: 'Too Many Requests', status } }
  }
  if (status >= 500) {
    return noAnswer(
      'relay_unreachable',
      'Homing cannot be reached right now. Your text is kept: try again in a minute, and if it stays, tell your Homing administrator.',
    )
  }
  return noAnswer(
    'unreadable_answer',
    `The messaging service gave an answer that cannot be read (status ${status}). If it stays, tell your Homing administrator.`,
  )
}
