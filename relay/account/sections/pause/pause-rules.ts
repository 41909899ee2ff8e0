import type { SectionRules } from '../section-rules.ts'

/** When a line rests by itself. */
export const pauseRules: SectionRules<'pause'> = {
  older: [],
  ordinary: { percent: 50, least: 20, minutes: 60 },
  check: () => [],
}
