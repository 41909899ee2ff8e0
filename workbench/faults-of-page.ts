import type { PhoneFault } from './phone-network/phone-wire.ts'
import type { Fault } from './hubspot/faults.ts'
import type { Faults as PageFaults } from './page/api.ts'

/** What each switch of the page means to the phone network. */
export const phoneNetworkFault: Record<PageFaults['phoneNetwork']['mode'], PhoneFault> = {
  none: { mode: 'none' },
  slow: { mode: 'slow', ms: 3_000 },
  '429': { mode: 'throttle', retryAfter: 2 },
  '500': { mode: 'error' },
  '500-after': { mode: 'error', delivered: true },
  hang: { mode: 'hang' },
  reset: { mode: 'reset' },
  duplicate: { mode: 'duplicate' },
  'out-of-order': { mode: 'reorder' },
}

/** What each switch of the page means to HubSpot; null heals it. */
export const hubspotFault: Record<PageFaults['hubspot']['mode'], Fault | null> = {
  none: null,
  slow: { kind: 'slow', milliseconds: 3_000, times: Infinity },
  '429': {
    kind: 'status',
    status: 429,
    times: Infinity,
    body: {
      status: 'error',
      message: 'You have reached your ten_secondly_rolling limit.',
      errorType: 'RATE_LIMIT',
      policyName: 'TEN_SECONDLY_ROLLING',
    },
  },
  '500': { kind: 'status', status: 500, times: Infinity, body: { status: 'error', message: 'internal error' } },
  reset: { kind: 'reset', times: Infinity },
}
