import type { OpenLine, Save } from './ledger.ts'

/** A line as a version has it, by all that the vendor sees of it. */
export interface SeenLine extends OpenLine {
  key: string
}

/** A version of an account, and the lines as it left them. */
export interface Played {
  save: Save
  /** When it was sure that this version is there: by its own answer, or by that to a later one. */
  knownAt: number
  lines: ReadonlyMap<string, SeenLine>
}

/** What each account had, version by version, oldest first: saves one after the other, as the versions tell their order. */
export function replay(saves: readonly Save[]): Map<string, Played[]> {
  const played = new Map<string, Played[]>()
  for (const [portalId, own] of Map.groupBy(saves, (save) => save.portalId)) {
    const ordered = own.toSorted((one, next) => one.version - next.version)
    let lines: ReadonlyMap<string, OpenLine> = new Map()
    const keys = new Map<string, string>()
    const versions = ordered.map((save): Played => {
      lines = save.lines ?? lines
      for (const [lineId, key] of save.keys) keys.set(lineId, key)
      for (const lineId of keys.keys()) if (!lines.has(lineId)) keys.delete(lineId)
      const seen = [...lines].map(([lineId, line]) => [lineId, { ...line, key: keys.get(lineId) ?? '' }] as const)
      return { save, knownAt: save.answeredAt, lines: new Map(seen) }
    })
    let known = Number.POSITIVE_INFINITY
    for (const version of versions.toReversed()) version.knownAt = known = Math.min(known, version.knownAt)
    played.set(portalId, versions)
  }
  return played
}
