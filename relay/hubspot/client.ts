import { Client } from '@hubspot/api-client'
import type { Logger } from 'pino'
import { Permanent, Temporary } from '../errors.ts'
import { neverConnected } from '../never-connected.ts'
import type { HubSpotBudget } from '../store/hubspot/hubspot-budget.ts'
import { apiVersion } from './api-version.ts'
import { withTimeLimit } from '../with-time-limit.ts'
import { withFetch } from './with-fetch.ts'

/** Milliseconds after which HubSpot counts as silent, what a token and the budget take and a second try with another token included. */
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

/** HubSpot was asked and names scopes that the token lacks. An admin may add them, so it is tried again. */
export class HubSpotScopeMissing extends Temporary {
  override name = 'HubSpotScopeMissing'
  readonly scopes: string[]
  constructor(message: string, scopes: string[]) {
    super('hubspot_scope_missing', message, { retryAfter: 60_000 })
    this.scopes = scopes
  }
}

/** What a portal's requests carry. */
export interface AccessTokens {
  /** Throws `Temporary` where there is none right now. */
  accessTokenOf(portalId: string): string | Promise<string>
  /** HubSpot answered 401 to this one: another one to try once, or null where a person must enter it. */
  renew(portalId: string, refused: string): Promise<string | null>
  /** HubSpot answered 401 to that one, too. */
  giveUp(portalId: string, refused: string): Promise<void>
}

export interface HubSpotClient {
  /** The parsed answer. Throws `Temporary` (surely not done), `HubSpotDoubt` or `HubSpotRefusal`. */
  request<Answer>(portalId: string, request: HubSpotRequest): Promise<Answer>
}

/**
 * The one door to HubSpot's API: time limit, the portal's budget, and what each answer means. The official client
 * makes the request, with its own retry and limiter off: they repeat creations and live in one process only. A request
 * that is given up, or under way when `stopping` says so, is ended: its connection is closed.
 */
export function createHubSpotClient(options: {
  baseUrl: string
  tokens: AccessTokens
  budget: HubSpotBudget
  log: Logger
  fetch: typeof fetch
  stopping: AbortSignal
  timeLimit?: number
}): HubSpotClient {
  const clients = new Map<string, { token: string; client: Client }>()
  const limit = options.timeLimit ?? timeLimit

  function clientOf(portalId: string, token: string): Client {
    const known = clients.get(portalId)
    if (known?.token === token) return known.client
    const client = new Client({ accessToken: token, basePath: options.baseUrl, numberOfApiCallRetries: 0 })
    clients.set(portalId, { token, client })
    return client
  }

  async function ask(
    portalId: string,
    token: string,
    request: HubSpotRequest,
    signal: AbortSignal,
  ): Promise<{ status: number; headers: Headers; text: string }> {
    const ending: typeof fetch = (input, init) => options.fetch(input, { ...init, signal })
    const asked = withFetch(ending, () =>
      clientOf(portalId, token).apiRequest({
        method: request.method,
        path: request.path.replace('{version}', apiVersion),
        ...(request.body === undefined ? {} : { body: request.body }),
      }),
    )
    const response = await asked
    return { status: response.status, headers: response.headers, text: await response.text() }
  }

  return {
    async request<Answer>(portalId: string, request: HubSpotRequest): Promise<Answer> {
      const search = request.path.endsWith('/search')
      // Token and budget may take their time, too: whoever asks counts on nothing leaving after the limit.
      const answer = await withTimeLimit(limit, [options.stopping], async (signal) => {
        const token = await options.tokens.accessTokenOf(portalId)
        await options.budget.spend(portalId, search ? 'search' : 'general')
        return authorized(portalId, token, request, signal)
      })
      if (answer.status >= 200 && answer.status < 300) {
        return readAnswer<Answer>(answer.text, request)
      }
      throw await refusalOf(portalId, request, answer)
    },
  }

  async function authorized(portalId: string, token: string, request: HubSpotRequest, signal: AbortSignal) {
    const answer = await answered(portalId, token, request, signal)
    if (answer.status !== 401) return answer
    // Refused before anything was done, so even a creation may be asked for again.
    const renewed = await options.tokens.renew(portalId, token)
    if (renewed === null) return answer
    const second = await answered(portalId, renewed, request, signal)
    if (second.status === 401) await options.tokens.giveUp(portalId, renewed)
    return second
  }

  /** Throws `Temporary` or `HubSpotDoubt` where HubSpot does not answer. */
  async function answered(portalId: string, token: string, request: HubSpotRequest, signal: AbortSignal) {
    if (signal.aborted) throw new Temporary('hubspot_not_asked', 'there was no time to ask HubSpot')
    try {
      return await ask(portalId, token, request, signal)
    } catch (error) {
      if (!request.repeatable && !neverConnected(error)) {
        throw new HubSpotDoubt('hubspot_silent', 'HubSpot did not answer; it may have done what was asked', {
          cause: error,
        })
      }
      throw new Temporary('hubspot_unreachable', 'HubSpot cannot be reached', { cause: error })
    }
  }

  function readAnswer<Answer>(text: string, request: HubSpotRequest): Answer {
    try {
      return (text ? JSON.parse(text) : null) as Answer
    } catch (cause) {
      const words = 'HubSpot gave an answer that cannot be read'
      throw new (request.repeatable ? Temporary : HubSpotDoubt)('hubspot_unreadable', words, { cause })
    }
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
    const told = `${message} Check the app's access token and scopes in HubSpot.`
    if (answer.status === 401) return new Temporary('hubspot_token_refused', told, { retryAfter: 60_000 })
    if (answer.status === 403) return new HubSpotScopeMissing(told, missingScopes(details))
    return new HubSpotRefusal(answer.status, message, details)
  }
}

/** HubSpot names them in the context of its errors; every part of that may be missing. */
function missingScopes(details: Record<string, unknown> | null): string[] {
  const errors = Array.isArray(details?.errors) ? (details.errors as unknown[]) : []
  return errors.flatMap((error) => {
    const { context } = (error ?? {}) as { context?: { requiredGranularScopes?: unknown } }
    const scopes = context?.requiredGranularScopes
    return Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : []
  })
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return value && typeof value === 'object' ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}
