import type { SectionRules } from '../section-rules.ts'

/** Who may change settings, and who reads conversations. */
export const accessRules: SectionRules<'access'> = { older: [], ordinary: {}, check: () => [] }
