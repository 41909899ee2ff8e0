import type { SectionMistake, Sections } from '../section-rules.ts'

/** What is wrong with a place that names a line: nothing, or that there is none. */
export function lineMistakes({ lines = [] }: Sections, path: string, lineId: string): SectionMistake[] {
  if (lines.some(({ id }) => id === lineId)) return []
  const ids = lines.map(({ id }) => id)
  const known =
    ids.length === 0 ? 'there is none yet' : `there are ${ids.slice(0, 20).join(', ')}${ids.length > 20 ? ' …' : ''}`
  return [{ path, words: `names the line "${lineId}", which is not there; ${known}` }]
}
