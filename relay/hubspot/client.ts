import { Client } from '@hubspot/api-client'
import type { Logger } from 'pino'
import { Permanent, Temporary } from '../errors.ts'
import type { HubSpotBudget } from '../store/hubspot-budget.ts'

/** HubSpot's date-based version that every path uses. */
const version = '2026-09'
/** Milliseconds after which HubSpot counts as silent. */
const timeLimit = 20_000

export interface HubSpotRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** `{version}` stands for the date-based version. */
  path: string
  body?: unknown
  /** True when asking twice does no harm, so that a 5xx or silence is simply `Temporary`. */
  repeatable: boolean
}

/** HubSpot was asked and refused: its status, words and error details. */
export class HubSpotRefusal extends Permanent {
  override name = 'HubSpotRefusal'
  readonly status: number
  readonly details: unknown
  constructor(status: number, message: string, details: unknown) {
    super('hubspot_refused', message)
    this.status = status
    this.details = details
  }
}

/** HubSpot may or may not have done what was asked: silence, a cut connection or a 5xx to a request that changes things. */
export class HubSpotDoubt extends Temporary {
  override name = 'HubSpotDoubt'
}

export interface HubSpotClient {
  /** The parsed answer. Throws `Temporary` (surely not done), `HubSpotDoubt` or `HubSpotRefusal`. */
  request<Answer>(portalId: string, request: HubSpotRequest): Promise<Answer>
}

/**
 * The one door to HubSpot's API: time limit, the portal's budget, and what each answer means. The official client
 * makes the request, with its own retry and limiter off: they repeat creations and live in one process only.
 */
export function createHubSpotClient(options: {
  baseUrl: string
  accessTokenOf: (portalId: string) => string
  budget: HubSpotBudget
  log: Logger
  timeLimit?: number
}): HubSpotClient {
  const clients = new Map<string, Client>()
  const limit = options.timeLimit ?? timeLimit

  function clientOf(portalId: string): Client {
    const known = clients.get(portalId)
    if (known) return known
    const client = new Client({
      accessToken: options.accessTokenOf(portalId),
      basePath: options.baseUrl,
      numberOfApiCallRetries: 0,
    })
    clients.set(portalId, client)
    return client
  }

  async function ask(
    portalId: string,
    request: HubSpotRequest,
  ): Promise<{ status: number; headers: Headers; text: string }> {
    const asked = clientOf(portalId).apiRequest({
      method: request.method,
      path: request.path.replace('{version}', version),
      ...(request.body === undefined ? {} : { body: request.body }),
    })
    const answered = (async () => {
      const response = await asked
      return { status: response.status, headers: response.headers, text: await response.text() }
    })()
    let timer: NodeJS.Timeout | undefined
    const silence = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${limit} ms`)), limit)
    })
    return Promise.race([answered, silence]).finally(() => clearTimeout(timer))
  }

  return {
    async request<Answer>(portalId: string, request: HubSpotRequest): Promise<Answer> {
      const search = request.path.endsWith('/search')
      await options.budget.spend(portalId, search ? 'search' : 'general')
      let answer
      try {
        answer = await ask(portalId, request)
      } catch (error) {
        if (!request.repeatable && !neverLeft(error)) {
          throw new HubSpotDoubt('hubspot_silent', 'HubSpot did not answer; it may have done what was asked', {
            cause: error,
          })
        }
        throw new Temporary('hubspot_unreachable', 'HubSpot cannot be reached', { cause: error })
      }
      if (answer.status >= 200 && answer.status < 300) {
        return (answer.text ? JSON.parse(answer.text) : null) as Answer
      }
      throw await refusalOf(portalId, request, answer)
    },
  }

  async function refusalOf(
    portalId: string,
    request: HubSpotRequest,
    answer: { status: number; headers: Headers; text: string },
  ): Promise<Error> {
    const details = parse(answer.text)
    const message = typeof details?.message === 'string' ? details.message : `HubSpot answered ${answer.status}`
    const seconds = Number(answer.headers.get('retry-after'))
    const retryAfter = Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : undefined
    options.log.warn(
      { portalId, status: answer.status, path: request.path, correlationId: details?.correlationId, reason: message },
      'HubSpot refused',
    )
    if (answer.status === 429) {
      const daily = details?.policyName === 'DAILY'
      const wait = retryAfter ?? (daily ? 600_000 : details?.policyName === 'SECONDLY' ? 1_000 : 10_000)
      if (details?.policyName !== 'SECONDLY') await options.budget.block(portalId, wait)
      return new Temporary(daily ? 'hubspot_daily_limit' : 'hubspot_rate_limit', message, { retryAfter: wait })
    }
    // 423 and 477 are refused before anything is done; a 5xx says nothing about what was done.
    if (answer.status === 423 || answer.status === 477) return new Temporary('hubspot_busy', message, { retryAfter })
    if (answer.status >= 500) {
      return request.repeatable
        ? new Temporary('hubspot_failing', message, { retryAfter })
        : new HubSpotDoubt('hubspot_failing', message, { retryAfter })
    }
    if (answer.status === 401 || answer.status === 403) {
      return new Temporary(
        answer.status === 401 ? 'hubspot_token_refused' : 'hubspot_scope_missing',
        `${message} Check the app's access token and scopes in HubSpot.`,
        { retryAfter: 60_000 },
      )
    }
    return new HubSpotRefusal(answer.status, message, details)
  }
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return value && typeof value === 'object' ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** The connection was never made, so nothing can have been done. */
function neverLeft(error: unknown): boolean {
  for (
    let cause = error as { code?: string; cause?: unknown } | undefined;
    cause;
    cause = cause.cause as typeof cause
  ) {
    if (cause.code && ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'].includes(cause.code))
      return true
  }
  return false
}
