import { failureWords } from './failure-words.ts'
import { reasonIn } from './said-status.ts'

const quoted = /(?<![\d.])5\.\d{1,3}\.\d{1,3}(?![\d.])|(?:^|[\s:;("'<[])5[0-7]\d[ -]\S/

/** The line of a report that says why: what the other server said, else the first that names a reason, else a failure. */
export function saidReason(said: string): string {
  const lines = said.split('\n', 400).map((line) => line.replace(/\s+/g, ' ').trim())
  const index = lines.findIndex((line) => quoted.test(line))
  if (index >= 0)
    return lines
      .slice(index, index + 2)
      .join(' ')
      .trim()
  const named = lines.find((line) => reasonIn(line) !== '')
  return named ?? lines.find((line) => failureWords(line.toLowerCase()) !== null) ?? ''
}
