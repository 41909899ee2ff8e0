/**
 * Shortened where waiting is all there is to see; the doubt stays longer than the relay's time limit for HubSpot (20 s)
 * and the search lag together.
 */
export const pace = {
  TIMELINE_GATHER_MS: '300',
  TIMELINE_UPDATE_MS: '2000',
  TIMELINE_DOUBT_MS: '23000',
  SETTLE_MS: '1500',
}
