import type { SettingsChanged } from '../../../contract/settings/change.ts'
import { lineTestInWords } from '../line-test-in-words.ts'
import { plainText } from '../plain-text.ts'

/** What the tests of lines found that were saved, a line each. */
export function sayTests(tests: SettingsChanged['tests']): string[] {
  return tests.map(({ lineId, test }) => {
    const found = test === null ? 'still being tested; "lines" shows what came of it' : lineTestInWords(test)
    return `  line ${plainText(lineId)}: ${found}`
  })
}
