import type { LineTest } from '../../contract/lines.ts'
import { plainText } from './plain-text.ts'

/** What the test of a line found. */
export function lineTestInWords({ result, problem, note }: LineTest): string {
  if (result === 'ok') return note ? `ok, but: ${plainText(note)}` : 'ok'
  if (result === 'no_test') return 'no test: its provider cannot be asked; send a message to yourself'
  if (result === 'not_reached') return `not tested: ${plainText(note ?? '')}`
  return `FAILED: ${plainText(problem?.detail ?? '')} (${problem?.code ?? 'unknown'})`
}
