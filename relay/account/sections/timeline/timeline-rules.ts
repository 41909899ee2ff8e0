import type { SectionRules } from '../section-rules.ts'

/** What HubSpot is told of: everything. */
export const timelineRules: SectionRules<'timeline'> = { older: [], ordinary: {}, check: () => [] }
