import type { Static } from 'typebox'
import { AccessSection } from './access.ts'
import { AutoSendSection } from './auto-send.ts'
import { LinesSection } from './lines.ts'
import { PauseSection } from './pause.ts'
import { RegionSection } from './region.ts'
import { RetentionSection } from './retention.ts'
import { RoutingSection } from './routing.ts'
import { TimelineSection } from './timeline.ts'

/** Everything that an account configures, by the name under which it is saved. Absent: the ordinary value, or nothing of the kind. */
export const sections = {
  lines: LinesSection,
  routing: RoutingSection,
  autoSend: AutoSendSection,
  pause: PauseSection,
  region: RegionSection,
  timeline: TimelineSection,
  retention: RetentionSection,
  access: AccessSection,
}
export type SectionName = keyof typeof sections
export type SectionValues = { [Name in SectionName]: Static<(typeof sections)[Name]> }
