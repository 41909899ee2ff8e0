import type { Temporary } from '../errors.ts'
import type { WhyPutOff } from '../message/timeline-writes.ts'

/** Milliseconds of the first backoff, and of the longest. */
const [first, longest] = [1_000, 600_000]

/** Nothing goes on while these stand: somebody has to renew a token, to grant a scope or to install the app again. */
const ofTheAccount =
  /^(portal_inactive|portal_unknown|hubspot_token_refused|hubspot_scope_missing|token_not_renewed|token_unreadable|oauth_misconfigured)$/

/** HubSpot is down, asks to wait or refuses our credentials: that never ends, and is looked at every ten minutes at most. */
export function whyPutOff(error: Temporary, attempts: number): WhyPutOff {
  const delay = Math.min(error.retryAfter ?? first * 2 ** Math.min(attempts - 1, 10), longest)
  const hindrance = ofTheAccount.test(error.code) ? 'account' : null
  return { delay: Math.max(delay, 100), reason: error.message, hindrance }
}
