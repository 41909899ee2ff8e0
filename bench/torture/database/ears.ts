/** Hears the relays' logs, and remembers when what was said as a warning or worse. */
export interface Ears {
  heard(line: string): void
  /** Whether something like this was said since then (ms since 1970). */
  toldSince(since: number, what: RegExp): boolean
}

export function createEars(): Ears {
  const lines: { at: number; line: string }[] = []
  return {
    heard(line) {
      // By our own clock: those of the relays go wrong.
      if (/^\{"level":[456]0,/.test(line)) lines.push({ at: Date.now(), line })
    },
    toldSince: (since, what) => lines.some(({ at, line }) => at >= since && what.test(line)),
  }
}
