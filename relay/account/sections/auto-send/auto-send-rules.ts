import { autoSendMistakes } from '../../../policy/auto-send-mistakes.ts'
import type { SectionRules } from '../section-rules.ts'

/** What new contacts are sent; off unless it is set. */
export const autoSendRules: SectionRules<'autoSend'> = {
  older: [],
  ordinary: null,
  check: (autoSend, { whole }) => autoSendMistakes(autoSend, whole.lines ?? []),
}
