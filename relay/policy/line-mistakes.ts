import type { Channel } from '../../contract/channel.ts'

/** A line, as far as others name it. */
export interface NamedLine {
  id: string
  channel: Channel
}

/** What is wrong with what place of settings, in words that follow its name. */
export interface PlaceMistake {
  path: string
  words: string
}

/** What is wrong with a place that names a line: nothing, or that there is none. */
export function lineMistakes(lines: readonly NamedLine[], path: string, lineId: string): PlaceMistake[] {
  if (lines.some(({ id }) => id === lineId)) return []
  const ids = lines.map(({ id }) => id)
  const shown = `${ids.slice(0, 20).join(', ')}${ids.length > 20 ? ' …' : ''}`
  const known = ids.length === 0 ? 'there is none yet' : `there are ${shown}`
  return [{ path, words: `names the line "${lineId}", which is not there; ${known}` }]
}
