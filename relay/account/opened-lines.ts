import type { EarlierLine } from '../providers/earlier-lines.ts'
import type { LineOfProvider } from '../providers/lines.ts'

/** A line as it is used: with its secrets, its provider, and as it was with each secret before that is still valid. */
export interface OpenedLine extends LineOfProvider {
  earlier: readonly EarlierLine[]
}

/** Lines that are open at this moment: those that were asked for last. */
export interface OpenedLines {
  get(key: object, open: () => OpenedLine): OpenedLine
}

/** An opened line takes some kilobytes, and there may be a hundred thousand lines: only so many are open at once. */
export function createOpenedLines(most = 2_000): OpenedLines {
  const opened = new Map<object, OpenedLine>()
  return {
    get(key, open) {
      const known = opened.get(key) ?? open()
      opened.delete(key)
      opened.set(key, known)
      if (opened.size > most) {
        const [oldest] = opened.keys()
        if (oldest) opened.delete(oldest)
      }
      return known
    },
  }
}
