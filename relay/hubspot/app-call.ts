import { Temporary } from '../errors.ts'
import { withTimeLimit } from '../with-time-limit.ts'

/** Milliseconds after which HubSpot counts as silent. Less than the time for which a renewal is claimed. */
const timeLimit = 10_000

type AppCall = (path: string, init: RequestInit) => Promise<{ status: number; body: unknown }>

/**
 * Requests to HubSpot that are no account's: by the app itself, or before the account is known. What cannot be read as
 * JSON is null. Throws `Temporary` where HubSpot does not answer, or not now; follows nothing.
 */
export function createAppCall(options: {
  apiUrl: string
  fetch: typeof fetch
  /** Ends what is under way. */
  stopping: AbortSignal
  timeLimit?: number
}): AppCall {
  return async (path, init) => {
    let status: number
    let text: string
    let retryAfter: number
    try {
      const signals = [options.stopping, ...(init.signal ? [init.signal] : [])]
      ;[status, retryAfter, text] = await withTimeLimit(options.timeLimit ?? timeLimit, signals, async (signal) => {
        const response = await options.fetch(options.apiUrl + path, { ...init, redirect: 'error', signal })
        return [response.status, Number(response.headers.get('retry-after')) * 1_000, await response.text()] as const
      })
    } catch (error) {
      throw new Temporary('hubspot_unreachable', 'HubSpot cannot be reached', { cause: error })
    }
    if (status >= 500 || [408, 423, 429, 477].includes(status)) {
      const wait = retryAfter > 0 ? retryAfter : undefined
      throw new Temporary('hubspot_failing', `HubSpot answered ${status}`, { retryAfter: wait })
    }
    return { status, body: parse(text) }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
