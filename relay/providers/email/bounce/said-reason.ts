import { failureWords } from './failure-words.ts'
import { reasonIn } from './said-status.ts'

const quoted = /(?<![\d.])5\.\d{1,3}\.\d{1,3}(?![\d.])|(?:^|[\s:;("'<[])5[0-7]\d[ -]\S/

/** What the other server said, as a report without fields quotes it; empty where it quotes nothing. */
export function saidAnswer(said: string): string {
  const lines = linesOf(said)
  const index = lines.findIndex((line) => quoted.test(line))
  return index < 0 ? '' : `${lines[index]} ${lines[index + 1] ?? ''}`.trim()
}

/** The line of a report that says why: the first that names a reason, else a failure. */
export function saidReason(said: string): string {
  const lines = linesOf(said)
  const named = lines.find((line) => reasonIn(line) !== '')
  return named ?? lines.find((line) => failureWords(line.toLowerCase()) !== null) ?? ''
}

function linesOf(said: string): string[] {
  return said.split('\n', 400).map((line) => line.replace(/\s+/g, ' ').trim())
}
