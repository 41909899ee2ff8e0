import { Temporary } from '../errors.ts'
import { withTimeLimit } from '../with-time-limit.ts'
import { judgeAnswer, type HubSpotAnswer } from './judge-answer.ts'

/** Milliseconds after which HubSpot counts as silent. Less than the time for which a renewal is claimed. */
const timeLimit = 10_000

type AppCall = (path: string, init: RequestInit) => Promise<{ status: number; body: unknown }>

/**
 * Requests to HubSpot that are no account's: by the app itself, or before the account is known. What it answers is done, or
 * refused in HubSpot's own words. Throws `Temporary` where HubSpot does not answer, not now, or with what is no answer of
 * its own; follows nothing.
 */
export function createAppCall(options: {
  apiUrl: string
  fetch: typeof fetch
  /** Ends what is under way. */
  stopping: AbortSignal
  timeLimit?: number
}): AppCall {
  return async (path, init) => {
    let answer: HubSpotAnswer
    try {
      const signals = [options.stopping, ...(init.signal ? [init.signal] : [])]
      answer = await withTimeLimit(options.timeLimit ?? timeLimit, signals, async (signal) => {
        const response = await options.fetch(options.apiUrl + path, { ...init, redirect: 'error', signal })
        const retryAfter = response.headers.get('retry-after')
        return { status: response.status, retryAfter, text: await response.text() }
      })
    } catch (error) {
      throw new Temporary('hubspot_unreachable', 'HubSpot cannot be reached', { cause: error })
    }
    const { means, code, message, body, retryAfter } = judgeAnswer(answer, path)
    const later = means === 'wait' || means === 'failing' || means === 'payment' || (means === 'unclear' && !body)
    if (later) throw new Temporary(code, message, { retryAfter })
    return { status: answer.status, body }
  }
}
