import axios, { isAxiosError, type AxiosResponse } from 'axios'
import type { CardAnswer, CardCall } from '../contract/card-function.ts'
import { signFunctionRequest } from '../contract/function-signature.ts'
import { readAnswer } from '../contract/read-answer.ts'
import { FunctionProblem } from './function-problem.ts'
import type { FunctionSecrets } from './read-secrets.ts'

/** Milliseconds. HubSpot ends a function after 15 seconds; the rep must get our sentence before that. */
const patience = 10_000
/** Bytes; 50 messages of the conversation are far below. */
const maxAnswer = 4 * 1024 * 1024

/**
 * Signs and posts. Bytes are made once and signed as they are sent. Nothing is retried here: the rep's retry carries
 * the same idempotency key. Throws `FunctionProblem` when no answer of the relay came.
 */
export async function postToRelay(
  secrets: FunctionSecrets,
  request: { id: string; path: string; body: Record<string, unknown> },
  timeout = patience,
): Promise<CardAnswer<CardCall>> {
  const url = new URL(request.path, secrets.relayUrl)
  const body = new TextEncoder().encode(JSON.stringify(request.body))
  const signature = signFunctionRequest(secrets.functionSecret, {
    id: request.id,
    method: 'POST',
    target: url.pathname + url.search,
    body,
    now: new Date(),
  })
  let response: AxiosResponse<string>
  try {
    response = await axios.post<string>(url.href, body, {
      headers: { ...signature, 'content-type': 'application/json', accept: 'application/json' },
      adapter: 'fetch',
      timeout,
      maxRedirects: 0,
      maxContentLength: maxAnswer,
      responseType: 'text',
      transformRequest: [(data: unknown) => data],
      transformResponse: [(data: unknown) => data],
      validateStatus: () => true,
    })
  } catch (error) {
    throw noAnswer(error)
  }
  const { status } = response
  const answer = readAnswer(status, parse(response.data))
  if (answer) return answer
  if (status >= 500) throw FunctionProblem.unreachable()
  throw new FunctionProblem(
    'relay_answer_unreadable',
    502,
    `The address of the Homing relay answers, but not as Homing does (status ${status}). Please tell your Homing administrator.`,
  )
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function noAnswer(error: unknown): FunctionProblem {
  if (isAxiosError(error) && (error.code === 'ECONNABORTED' || error.code === 'ETIMEDOUT')) {
    return new FunctionProblem(
      'relay_timeout',
      504,
      'Homing did not answer in time. Try again in a moment: a message is not sent twice.',
      true,
    )
  }
  return FunctionProblem.unreachable()
}
