import type { SectionRules } from '../section-rules.ts'

/**
 * What HubSpot is told of: everything. What counts is what was set when a message came, which the database alone still knows: this section
 * is in no snapshot, and `store/account/is-mirrored.ts` reads it as it is stored. A second form needs a second way there.
 */
export const timelineRules: SectionRules<'timeline'> = { older: [], ordinary: {}, check: () => [] }
