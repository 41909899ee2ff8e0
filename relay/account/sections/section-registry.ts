import type { SectionName } from '../../../contract/settings/sections.ts'
import { accessRules } from './access/access-rules.ts'
import { autoSendRules } from './auto-send/auto-send-rules.ts'
import { linesRules } from './lines/lines-rules.ts'
import { pauseRules } from './pause/pause-rules.ts'
import { regionRules } from './region/region-rules.ts'
import { retentionRules } from './retention/retention-rules.ts'
import { routingRules } from './routing/routing-rules.ts'
import type { SectionRules } from './section-rules.ts'
import { timelineRules } from './timeline/timeline-rules.ts'

/** Every section's rules, by its name. */
export const sectionRegistry: { [Name in SectionName]: SectionRules<Name> } = {
  lines: linesRules,
  routing: routingRules,
  autoSend: autoSendRules,
  pause: pauseRules,
  region: regionRules,
  timeline: timelineRules,
  retention: retentionRules,
  access: accessRules,
}
