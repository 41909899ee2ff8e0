import { lineMistakes, type NamedLine, type PlaceMistake } from './line-mistakes.ts'
import { unfilledToken } from './unfilled-token.ts'

/** Everything that is wrong, beside these lines, with what every new contact is to be sent. */
export function autoSendMistakes(
  { lineId, message }: { lineId?: string; message: string },
  lines: readonly NamedLine[],
): PlaceMistake[] {
  const token = unfilledToken(message)
  return [
    ...(lineId === undefined ? [] : lineMistakes(lines, 'lineId', lineId)),
    ...(lineId === undefined && lines.length === 0
      ? [{ path: 'lineId', words: 'is missing, and there is no line yet that the ladder could choose' }]
      : []),
    ...(token === null
      ? []
      : [{ path: 'message', words: `says ${token}, which nothing fills: every contact would get it` }]),
  ]
}
