import type { Clock } from '../../contract/clock.ts'
import { clockInstants, type ClockInstants } from './clock-instants.ts'
import { lastChange } from './last-change.ts'
import { zoneChanges, type ZoneChanges } from './zone-changes.ts'
import { readZoneSource } from './zone-source.ts'

/**
 * All questions about time zones. A zone is named as IANA names it, links included; one that is none throws a `RangeError`. Instants
 * are milliseconds since 1970, offsets milliseconds east of UTC; what a clock shows is told as milliseconds since 1970 if it were
 * UTC's, so `Date.UTC(2027, 2, 14, 2, 30)` is half past two of that day.
 */
export interface Zones {
  /** The release of IANA's data, such as 2026f. */
  version: string
  names: readonly string[]
  /** The name as IANA spells it, whatever its capitals; null: it is no zone. */
  nameOf: (said: string) => string | null
  offsetAt: (zone: string, at: number) => number
  shownAt: (zone: string, at: number) => number
  instantsOf: (zone: string, shown: number) => ClockInstants
  /** What somebody without zone data needs to tell times between two instants, and beyond them as at the nearer one. */
  clockOf: (zone: string, from: number, to: number) => Clock
}

/** Zones by this source. What is not asked about is not looked into. Throws where it is no such source. */
export function openZones(text: string): Zones {
  const source = readZoneSource(text)
  // It only stands for what somebody has yet to set.
  const names = [...source.zones.keys(), ...source.links.keys()].filter((name) => name !== 'Factory').sort()
  const spelled = new Map(names.map((name) => [name.toLowerCase(), name]))
  const opened = new Map<string, ZoneChanges>()

  function changesOf(zone: string): ZoneChanges {
    const known = opened.get(zone)
    if (known) return known
    const name = spelled.get(zone.toLowerCase())
    if (name === undefined) throw new RangeError(`There is no time zone "${zone.slice(0, 80)}".`)
    const target = source.links.get(name) ?? name
    const changes = opened.get(target) ?? zoneChanges(target, source)
    // By names of the source alone: what others write is without number.
    for (const one of [target, name]) opened.set(one, changes)
    return changes
  }

  const offsetIn = ({ at, offset, first }: ZoneChanges, instant: number): number => {
    const index = lastChange(at, instant)
    return index < 0 ? first : offset[index]!
  }

  return {
    version: source.version,
    names,
    nameOf: (said) => spelled.get(said.toLowerCase()) ?? null,
    offsetAt: (zone, at) => offsetIn(changesOf(zone), at),
    shownAt: (zone, at) => at + offsetIn(changesOf(zone), at),
    instantsOf: (zone, shown) => clockInstants(changesOf(zone), shown),
    clockOf(zone, from, to) {
      const changes = changesOf(zone)
      const { at, offset } = changes
      const among = [...at.keys()].filter((index) => at[index]! > from && at[index]! <= to)
      return {
        timeZone: spelled.get(zone.toLowerCase()) ?? zone,
        offset: Math.round(offsetIn(changes, from) / 60_000),
        changes: among.map((index) => ({ at: at[index]! / 1000, offset: Math.round(offset[index]! / 60_000) })),
      }
    },
  }
}
