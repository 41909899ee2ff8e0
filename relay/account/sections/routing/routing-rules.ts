import { routingMistakes } from '../../../policy/routing-mistakes.ts'
import type { SectionRules } from '../section-rules.ts'

/** Where contacts are looked for, and by which way messages leave. */
export const routingRules: SectionRules<'routing'> = {
  older: [],
  ordinary: {},
  check: (routing, { whole }) => routingMistakes(routing, whole.lines ?? []),
}
