import { readSpan } from './read-span.ts'
import { zoneMoment, type ZoneMoment } from './zone-moment.ts'
import { zoneRule, type ZoneRule } from './zone-rule.ts'
import type { ZoneSource } from './zone-source.ts'

/** How far a zone's clocks are east of UTC; in milliseconds, like the instants. */
export interface ZoneChanges {
  /** Before the first change. */
  first: number
  /** When they were set, the earliest first. */
  at: Float64Array
  /** What held from each of these instants. */
  offset: Float64Array
}

/** Rules without an end are followed to this year. After it what held last is taken to hold. */
const lastYear = 2100

interface Change {
  at: number
  offset: number
}

/** Follows the source as `zic` does; all in seconds. */
export function zoneChanges(name: string, source: ZoneSource): ZoneChanges {
  const changes: Change[] = []
  const lines = source.zones.get(name)
  if (!lines) throw new Error(`The zone data name ${name}, and do not tell of it.`)
  const eras = lines.map((line) => readEra(line, source))
  let begins: number | undefined
  for (const era of eras) begins = followEra(era, begins, changes)
  const first = eras[0]?.standard ?? 0
  const kept = withoutNothings(
    first,
    changes.toSorted((one, other) => one.at - other.at),
  )
  return {
    first: first * 1000,
    at: Float64Array.from(kept, ({ at }) => at * 1000),
    offset: Float64Array.from(kept, ({ offset }) => offset * 1000),
  }
}

interface Era {
  standard: number
  /** Named rules, or how far all of it is from standard time. */
  rules: readonly ZoneRule[] | number
  until: ZoneMoment | undefined
  untilYear: number
}

/** `standard rules format [year month day time]` */
function readEra(line: string, source: ZoneSource): Era {
  const [standard = '', by = '', , year, ...rest] = line.split(' ')
  return {
    standard: readSpan(standard),
    rules: source.rules.get(by)?.map(zoneRule) ?? readSpan(by),
    until: year === undefined ? undefined : zoneMoment(Number(year), ...rest),
    untilYear: year === undefined ? lastYear : Number(year),
  }
}

/** Adds what happened in an era that begins then, and answers when it ends. */
function followEra({ standard, rules, until, untilYear }: Era, begins: number | undefined, changes: Change[]) {
  let save = typeof rules === 'number' ? rules : 0
  // What holds at its very beginning, where no rule sets clocks just then: what the rule before it said.
  let atBeginning: number | undefined = standard + save
  const instantOf = ({ shown, clock }: ZoneMoment) =>
    shown - (clock === 'universal' ? 0 : standard) - (clock === 'wall' ? save : 0)

  if (typeof rules !== 'number') {
    for (let year = Math.min(...rules.map(({ from }) => from)); year <= untilYear; year += 1) {
      const due = rules.filter(({ from, to }) => from <= year && year <= to)
      while (due.length > 0) {
        const ends = until && instantOf(until)
        const next = due.reduce((one, other) =>
          instantOf(other.moment(year)) < instantOf(one.moment(year)) ? other : one,
        )
        const at = instantOf(next.moment(year))
        due.splice(due.indexOf(next), 1)
        if (ends !== undefined && at >= ends) break
        save = next.save
        if (begins !== undefined && at < begins) atBeginning = standard + save
        else {
          if (at === begins) atBeginning = undefined
          changes.push({ at, offset: standard + save })
        }
      }
    }
  }
  if (begins !== undefined && atBeginning !== undefined) changes.push({ at: begins, offset: atBeginning })
  return until && instantOf(until)
}

/** Without changes to what held already, and where two come within what the first skips, as the one change that was meant. */
function withoutNothings(first: number, changes: readonly Change[]): Change[] {
  const kept: Change[] = []
  for (const change of changes) {
    const before = kept.at(-1)
    const offset = kept.at(-2)?.offset ?? first
    if (before && change.at + before.offset <= before.at + offset) {
      before.offset = change.offset
      if (before.offset === offset) kept.pop()
    } else if (change.offset !== (before?.offset ?? first)) kept.push({ ...change })
  }
  return kept
}
