import type { Logger } from 'pino'
import { Temporary } from '../errors.ts'
import { planRetry, tellTrouble } from '../retry.ts'
import type { PortalDb } from '../store/database.ts'
import type { InboxItem } from '../store/inbox/inbox.ts'
import { putOff } from '../store/waiting/put-off.ts'
import { asFailure } from './read-delivery.ts'

/** A delivery that came to nothing, and why. */
export interface Trouble {
  item: InboxItem
  error: unknown
}

/** Puts deliveries off by the one rule, each with its own reason; the log tells of those that share one in one line. */
export async function putOffDeliveries(
  portal: PortalDb,
  troubles: Trouble[],
  needs: { log: Logger; random: () => number; retryMost: number },
): Promise<void> {
  const plans = troubles.map(({ item, error }) => {
    const failure = asFailure(error)
    return { item, error: failure, plan: planRetry(failure, item, needs) }
  })
  await putOff(
    portal,
    'inbox',
    plans.map(({ item, plan }) => ({ id: item.id, ...plan })),
  )
  for (const alike of Map.groupBy(plans, ({ plan }) => `${plan.parked} ${plan.trouble}`).values()) {
    const [first] = alike
    if (!first || isEarly(first.error)) continue
    const about = {
      portalId: portal.portalId,
      lineId: first.item.lineId,
      inboxIds: alike.slice(0, 10).map(({ item }) => item.id),
      count: alike.length,
    }
    tellTrouble(needs.log, 'a delivery of a provider', about, first.error, first.plan)
  }
}

const early = 'status_early'

/** A status whose message is not known yet is nothing to tell of: the provider was quicker than our own note of its answer. */
export function statusEarly(): Temporary {
  return new Temporary(early, 'a status came before its message is known')
}

function isEarly(error: unknown): boolean {
  return error instanceof Temporary && error.code === early
}

/** Whoever was asked did not answer: what was put off for that is tried again when they do. */
export function isSilence(error: unknown): boolean {
  return error instanceof Temporary && error.code !== early
}
