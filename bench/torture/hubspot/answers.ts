import type { Answer } from './answer.ts'
import { batches } from './answers/batches.ts'
import { oddities } from './answers/oddities.ts'
import { others } from './answers/others.ts'
import { statuses } from './answers/statuses.ts'

/** Every kind of answer that HubSpot, or what stands before it, has given or may give. */
export const answers: readonly Answer[] = [...statuses, ...oddities, ...batches, ...others]
