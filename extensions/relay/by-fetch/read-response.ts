import type { CardAnswer, CardCall } from '../../../contract/card-function.ts'
import { readAnswer } from '../../../contract/read-answer.ts'
import { relayUnreachable } from '../../../contract/relay-unreachable.ts'
import { noAnswer } from '../no-answer.ts'
import { ownProblem } from '../own-problem.ts'

/**
 * What came back through HubSpot. The relay's answers and problems pass as they are. HubSpot answers in its own shape
 * where it did not get through: with 429 it has not even tried (20 requests at once for an app in an account), otherwise
 * the relay may have taken the request.
 */
export async function readResponse<Call extends CardCall>(response: Response): Promise<CardAnswer<Call>> {
  const { status } = response
  const answer = readAnswer<Call>(status, await readJson(response))
  if (answer) return answer
  if (status === 429) {
    return ownProblem(
      { status, title: 'Too Many Requests', retryable: true },
      'too_many_calls',
      'HubSpot takes only so many requests at once. Try again in a moment.',
    )
  }
  if (status >= 500) return noAnswer(relayUnreachable.code, relayUnreachable.detail)
  return noAnswer(
    'unreadable_answer',
    `The messaging service gave an answer that cannot be read (status ${status}). If it stays, tell your Homing administrator.`,
  )
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    return undefined
  }
}
