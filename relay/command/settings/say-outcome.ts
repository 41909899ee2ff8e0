import type { SettingsChanged } from '../../../contract/settings/change.ts'
import { lineTestInWords } from '../line-test-in-words.ts'
import { plainText } from '../plain-text.ts'

/** What the tests of lines found that were saved, a line each, and then what nobody could say. */
export function sayOutcome({ tests, notes }: Pick<SettingsChanged, 'tests' | 'notes'>): string[] {
  const found = tests.map(({ lineId, test }) => {
    const words = test === null ? 'still being tested; "lines" shows what came of it' : lineTestInWords(test)
    return `  line ${plainText(lineId)}: ${words}`
  })
  return [...found, ...notes.map((note) => plainText(note))]
}
