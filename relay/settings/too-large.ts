import type { SectionMistake } from '../account/sections/section-rules.ts'
import { sectionNames } from '../account/sections/read-sections.ts'

/** Items of a list, and values of a section with all that is in it. Five hundred lines of the largest kind have half as many. */
const most = { sections: 50, items: 500, values: 30_000 }

/**
 * Sections that hold more than anybody means: checking them would keep all other accounts waiting, for seconds or, of a list whose items
 * must differ, for minutes.
 */
export function tooLarge(sent: Readonly<Record<string, unknown>>): SectionMistake[] {
  const names = Object.keys(sent)
  if (names.length > most.sections) {
    return [{ path: 'sections', words: `are more than there are: ${sectionNames.join(', ')}` }]
  }
  return names.flatMap((name) => {
    let left = most.values
    const long = longList(sent[name], name.slice(0, 100))
    function longList(value: unknown, path: string): string | null {
      left -= 1
      if (typeof value !== 'object' || value === null || left < 0) return null
      if (Array.isArray(value) && value.length > most.items) return path
      for (const [member, one] of Object.entries(value)) {
        const found = longList(one, `${path}.${member.slice(0, 100)}`)
        if (found !== null) return found
        if (left < 0) return null
      }
      return null
    }
    if (long !== null) return [{ path: long, words: `is longer than ${most.items}` }]
    return left < 0 ? [{ path: name.slice(0, 100), words: `holds more than ${most.values} values` }] : []
  })
}
