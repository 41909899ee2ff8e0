import { Client } from '@hubspot/api-client'
import type { Logger } from 'pino'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { Permanent, Temporary } from '../errors.ts'
import { neverConnected } from '../never-connected.ts'
import type { HubSpotBudget } from '../store/hubspot/hubspot-budget.ts'
import { apiVersion } from './api-version.ts'
import { judgeAnswer, missingScopes, type HubSpotAnswer, type Judged } from './judge-answer.ts'
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
  /** What an answer holds that can be used; any other counts as none. */
  answer?: TSchema
}

/** HubSpot was asked and refused just this: its words and error details. `gone`: what it is about is not there. */
export class HubSpotRefusal extends Permanent {
  override name = 'HubSpotRefusal'
  readonly details: unknown
  readonly gone: boolean
  constructor(message: string, details: unknown, gone: boolean) {
    super('hubspot_refused', message)
    this.details = details
    this.gone = gone
  }
}

/**
 * Surely not done, and nobody says why: a page of a firewall, a path that is not there, a status that means nothing. It may
 * be for one of the things that were asked for, or for whatever is asked.
 */
export class HubSpotUnclear extends Temporary {
  override name = 'HubSpotUnclear'
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
  /** The parsed answer. Throws `Temporary` (surely not done; some kinds of it say more), `HubSpotDoubt` or `HubSpotRefusal`. */
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
  budget: Pick<HubSpotBudget, 'spend' | 'block'>
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
  ): Promise<HubSpotAnswer> {
    const ending: typeof fetch = (input, init) => options.fetch(input, { ...init, redirect: 'manual', signal })
    const asked = withFetch(ending, () =>
      clientOf(portalId, token).apiRequest({
        method: request.method,
        path: request.path.replace('{version}', apiVersion),
        ...(request.body === undefined ? {} : { body: request.body }),
      }),
    )
    const response = await asked
    return { status: response.status, retryAfter: response.headers.get('retry-after'), text: await response.text() }
  }

  return {
    async request<Answer>(portalId: string, request: HubSpotRequest): Promise<Answer> {
      const search = request.path.endsWith('/search')
      // Token and budget may take their time, too: whoever asks counts on nothing leaving after the limit.
      const judged = await withTimeLimit(limit, [options.stopping], async (signal) => {
        const token = await options.tokens.accessTokenOf(portalId)
        await options.budget.spend(portalId, search ? 'search' : 'general')
        return authorized(portalId, token, request, signal)
      })
      if (judged.means === 'done') return judged.body as Answer
      throw await errorOf(portalId, request, judged)
    },
  }

  async function authorized(portalId: string, token: string, request: HubSpotRequest, signal: AbortSignal) {
    const first = await answered(portalId, token, request, signal)
    if (first.means !== 'token') return first
    // Refused before anything was done, so even a creation may be asked for again.
    const renewed = await options.tokens.renew(portalId, token)
    if (renewed === null) return first
    const second = await answered(portalId, renewed, request, signal)
    if (second.means === 'token') await options.tokens.giveUp(portalId, renewed)
    return second
  }

  /** Throws `Temporary` or `HubSpotDoubt` where HubSpot does not answer. */
  async function answered(
    portalId: string,
    token: string,
    request: HubSpotRequest,
    signal: AbortSignal,
  ): Promise<Judged & { status: number }> {
    if (signal.aborted) throw new Temporary('hubspot_not_asked', 'there was no time to ask HubSpot')
    try {
      const answer = await ask(portalId, token, request, signal)
      const judged = { ...judgeAnswer(answer, request.path), status: answer.status }
      if (judged.means !== 'done' || !request.answer || Value.Check(request.answer, judged.body)) return judged
      return { ...judged, means: 'failing', code: 'hubspot_unreadable' }
    } catch (error) {
      if (!request.repeatable && !neverConnected(error)) {
        throw new HubSpotDoubt('hubspot_silent', 'HubSpot did not answer; it may have done what was asked', {
          cause: error,
        })
      }
      throw new Temporary('hubspot_unreachable', 'HubSpot cannot be reached', { cause: error })
    }
  }

  /** Also tells the log, and makes everybody wait where HubSpot asks for that. */
  async function errorOf(
    portalId: string,
    request: HubSpotRequest,
    { means, code, message, body, retryAfter, status }: Judged & { status: number },
  ): Promise<Error> {
    const { correlationId, policyName } = (body ?? {}) as Record<string, unknown>
    options.log.warn({ portalId, status, means, path: request.path, correlationId, reason: message }, 'HubSpot refused')
    const admin = { retryAfter: 60_000 }
    switch (means) {
      case 'wait': {
        if (status !== 429) return new Temporary(code, message, { retryAfter })
        const daily = policyName === 'DAILY'
        const wait = retryAfter ?? (daily ? 600_000 : policyName === 'SECONDLY' ? 1_000 : 10_000)
        if (policyName !== 'SECONDLY') await options.budget.block(portalId, wait)
        return new Temporary(daily ? 'hubspot_daily_limit' : code, message, { retryAfter: wait })
      }
      case 'payment':
        return new Temporary(code, `${message}. HubSpot asks for payment: see to the account's subscription.`, admin)
      case 'token':
        return new Temporary(code, `${message} Check the app's access token and scopes in HubSpot.`, admin)
      case 'scope':
        return new HubSpotScopeMissing(
          `${message} Check the app's access token and scopes in HubSpot.`,
          missingScopes(body),
        )
      case 'unclear':
        return new HubSpotUnclear(code, message, { retryAfter })
      case 'gone':
      case 'refused':
        return new HubSpotRefusal(message, body, means === 'gone')
      default: {
        const words = code === 'hubspot_unreadable' ? 'HubSpot gave an answer that cannot be read' : message
        return new (request.repeatable ? Temporary : HubSpotDoubt)(code, words, { retryAfter })
      }
    }
  }
}
