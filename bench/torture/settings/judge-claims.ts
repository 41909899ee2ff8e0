import type { Save } from './ledger.ts'
import { replay } from './replay.ts'

/** A message that was claimed, as the database tells. */
export interface Claimed {
  messageId: string
  portalId: string
  lineId: string
  /** Milliseconds since 1970. */
  at: number
}

/** Milliseconds by which what the database writes down may be off. */
const exact = 5

/** Messages that were claimed by a line after it was known that the line is removed; in words. */
export function judgeClaims(saves: readonly Save[], claims: readonly Claimed[]): string[] {
  const gone = spellsWithout(saves)
  return claims.flatMap(({ messageId, portalId, lineId, at }) => {
    const spells = gone.get(`${portalId} ${lineId}`) ?? []
    const one = spells.find(({ from, until }) => at > from + exact && at < until)
    return one
      ? [`message ${messageId} was claimed ${Math.round(at - one.from)} ms after its line ${lineId} was removed`]
      : []
  })
}

/** When a line was surely not there: from when its removal was known until somebody asked for it anew. */
function spellsWithout(saves: readonly Save[]): Map<string, { from: number; until: number }[]> {
  const gone = new Map<string, { from: number; until: number }[]>()
  for (const [portalId, versions] of replay(saves)) {
    for (const [index, { lines, knownAt }] of versions.entries()) {
      for (const lineId of versions[index - 1]?.lines.keys() ?? []) {
        if (lines.has(lineId)) continue
        const back = versions.slice(index).find((later) => later.lines.has(lineId))
        const name = `${portalId} ${lineId}`
        const until = back?.save.askedAt ?? Number.POSITIVE_INFINITY
        gone.set(name, [...(gone.get(name) ?? []), { from: knownAt, until }])
      }
    }
  }
  return gone
}
