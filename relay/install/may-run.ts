import { Invalid } from '../errors.ts'
import { ownPortal } from '../http/own-portal.ts'
import type { Door } from '../http/route.ts'

/** Whoever runs the relay, for all of its accounts (`runsAll`) or for the one whose function's secret they have. */
export type OperatorDoor = Door<{ portalId: string | null; runsAll: boolean }>

/** Throws `Invalid` where a request is about an account, or about none (null), that this caller may not speak of. */
export function mayRun(caller: { portalId: string | null; runsAll: boolean }, named: string | null): void {
  if (caller.runsAll) return
  if (named !== null) return ownPortal(caller.portalId, named)
  throw new Invalid(
    'operator_only',
    'Only whoever runs the relay may do this: sign with HOMING_OPERATOR_SECRET, which this relay has.',
    { status: 403 },
  )
}
