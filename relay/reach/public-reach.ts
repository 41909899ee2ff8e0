import { allowedHosts } from './allowed-hosts.ts'
import { createReaches } from './create-reaches.ts'

/** Public places only: for whoever was told nothing else. */
export const publicReach = createReaches({ allowed: allowedHosts([]) })([])
