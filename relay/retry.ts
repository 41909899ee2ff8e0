import type { Logger } from 'pino'
import { cutText } from '../contract/cut-text.ts'
import { Invalid, Permanent, Temporary, Unverified } from './errors.ts'
import { judgeFailure } from './store/judge-failure.ts'
import type { PutOff } from './store/waiting/put-off.ts'

/** How often it failed by itself so far, and for how long it was put off the last time (milliseconds; 0: never). */
export interface Before {
  tries: number
  backoff: number
}

/** What fails by itself is tried so often, and then waits for a person. */
const mostTries = 5
/** Milliseconds of the first backoff, and of the longest where nothing else is said. */
const [first, longest] = [1_000, 600_000]

/** Nothing goes on while these stand: somebody has to renew a token, to grant a scope, to pay HubSpot or to install the app again. */
const ofTheAccount =
  /^(portal_inactive|portal_unknown|hubspot_token_refused|hubspot_scope_missing|hubspot_payment|token_not_renewed|token_unreadable|oauth_misconfigured)$/

/**
 * The one rule for what came to nothing, by the class of the error and by nothing else. `Temporary`: the other side is down, asks
 * to wait or refuses our credentials; it never ends and does not count (unless it says so itself), after what was asked for or
 * after a backoff that grows.
 * `Permanent`, `Invalid` and `Unverified` are parked at once. Anything else fails by itself: counted, and parked after five tries.
 */
export function planRetry(
  error: unknown,
  before: Before,
  { random = Math.random, retryMost = longest }: { random?: () => number; retryMost?: number } = {},
): PutOff {
  const never = error instanceof Permanent || error instanceof Invalid || error instanceof Unverified
  const tries = passes(error) ? before.tries : before.tries + 1
  const asked = error instanceof Temporary ? error.retryAfter : undefined
  const most = Math.min(retryMost, (error instanceof Temporary ? error.atMost : undefined) ?? retryMost)
  const backoff = Math.min(asked ?? Math.max(first, before.backoff * 2), most)
  return {
    parked: never || tries >= mostTries,
    delay: Math.round(backoff * (asked === undefined ? 0.75 + random() * 0.5 : 1)),
    tries,
    backoff: Math.round(backoff),
    trouble: wordsOf(error),
    hindrance: hindranceOf(error),
  }
}

/** It is over some time, whatever is tried: it does not count. */
export function passes(error: unknown): boolean {
  return (
    (error instanceof Temporary && !error.counts) || ['away', 'blocked', 'collided'].includes(judgeFailure(error) ?? '')
  )
}

/** The one line of a trouble: what it is about, why, what is tried next and when. */
export function tellTrouble(
  log: Logger,
  what: string,
  about: Record<string, unknown>,
  error: unknown,
  plan: PutOff,
): void {
  const known = error instanceof Temporary || error instanceof Permanent || error instanceof Invalid
  const told = { ...about, ...(known ? { code: error.code } : { err: error }), reason: plan.trouble }
  if (plan.parked) {
    const next = plan.hindrance === null ? 'a person' : `by itself, once ${plan.hindrance} is mended`
    log.error({ ...told, next }, `${what} is parked; "npm run relay -- waiting" shows it`)
  } else {
    const level = error instanceof Temporary ? 'warn' : 'error'
    log[level]({ ...told, next: 'the same again', in: plan.delay, tries: plan.tries }, `${what} is put off`)
  }
}

function wordsOf(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error)
  // Cut first: the cut may go through a character.
  return cutText(words, 1_000).toWellFormed().replaceAll('\0', '')
}

function hindranceOf(error: unknown): string | null {
  if (!(error instanceof Temporary || error instanceof Permanent || error instanceof Invalid)) return null
  return error.hindrance ?? (ofTheAccount.test(error.code) ? 'account' : null)
}
