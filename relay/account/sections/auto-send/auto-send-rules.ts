import { unfilledToken } from '../../../policy/unfilled-token.ts'
import type { SectionRules } from '../section-rules.ts'
import { lineMistakes } from '../lines/line-mistakes.ts'

/** What new contacts are sent; off unless it is set. */
export const autoSendRules: SectionRules<'autoSend'> = {
  older: [],
  ordinary: null,
  check({ lineId, message }, { whole }) {
    const token = unfilledToken(message)
    const noLine = lineId === undefined && (whole.lines ?? []).length === 0
    return [
      ...(lineId === undefined ? [] : lineMistakes(whole, 'lineId', lineId)),
      ...(noLine
        ? [{ path: 'lineId', words: 'is missing, and there is no line yet that the ladder could choose' }]
        : []),
      ...(token === null
        ? []
        : [{ path: 'message', words: `says ${token}, which nothing fills: every contact would get it` }]),
    ]
  },
}
