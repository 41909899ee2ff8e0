import type { Call } from './call.ts'
import type { Save } from './ledger.ts'
import { replay, type SeenLine } from './replay.ts'

export interface JudgedCalls {
  /** The longest after the answer to a save that a call was made with what was before it, in milliseconds. */
  staleAfterMs: number
  /** Calls for which that was longer than allowed, in words. */
  stale: string[]
  /** Of these the messages that left by a line which was gone. */
  sentByRemovedLine: string[]
  /** Calls with something that no version ever had. */
  unexplained: string[]
  /** Calls with what was before, within what is allowed. */
  near: number
}

/** Milliseconds after which nobody works with an older version. */
const allowed = 1_000

/** When something was right: from when somebody asked for it until it was known that something else is. */
interface Spell {
  from: number
  until: number
  /** Whether it ended because the line was gone. */
  removed: boolean
}

const seen = ['key', 'address', 'place'] as const

/**
 * Judges every call by all that the vendor sees of its line: key, address and place, none of which two lines ever share. A call is as late as it was
 * at least: how long the vendor's process let it lie is not the relay's.
 */
export function judgeCalls(saves: readonly Save[], calls: readonly Call[]): JudgedCalls {
  const spells = spellsOf(saves)
  const judged: JudgedCalls = { staleAfterMs: 0, stale: [], sentByRemovedLine: [], unexplained: [], near: 0 }
  for (const call of calls) {
    for (const what of seen) {
      const value = call[what]
      if (value === null) continue
      const begun = (spells.get(`${what} ${value}`) ?? []).filter(({ from }) => from <= call.at)
      const [newest] = begun.toSorted((one, next) => next.until - one.until)
      if (!newest) {
        judged.unexplained.push(`${call.kind} at ${call.at} with the ${what} ${value}`)
        continue
      }
      const late = Math.round(call.at - call.heldFor - newest.until)
      if (late <= 0) continue
      judged.staleAfterMs = Math.max(judged.staleAfterMs, late)
      if (late <= allowed) judged.near += 1
      else {
        const ended = newest.removed ? 'its line was removed' : 'there was another'
        const words = `${call.kind} with the ${what} ${value}, ${late} ms after ${ended}`
        judged.stale.push(words)
        if (newest.removed && call.kind === 'send') judged.sentByRemovedLine.push(words)
      }
    }
  }
  return judged
}

function spellsOf(saves: readonly Save[]): Map<string, Spell[]> {
  const spells = new Map<string, Spell[]>()
  for (const versions of replay(saves).values()) {
    const open = new Map<string, { spell: Spell; lineId: string }>()
    for (const { save, knownAt, lines } of versions) {
      const now = new Map([...lines].flatMap(([lineId, line]) => names(line).map((name) => [name, lineId] as const)))
      for (const [name, { spell, lineId }] of open) {
        if (now.has(name)) continue
        open.delete(name)
        Object.assign(spell, { until: knownAt, removed: !lines.has(lineId) })
      }
      for (const [name, lineId] of now) {
        if (open.has(name)) continue
        const spell = { from: save.askedAt, until: Number.POSITIVE_INFINITY, removed: false }
        open.set(name, { spell, lineId })
        spells.set(name, [...(spells.get(name) ?? []), spell])
      }
    }
  }
  return spells
}

const names = (line: SeenLine) => seen.map((what) => `${what} ${line[what]}`)
