import type { CountryCode } from 'libphonenumber-js'
import { findOutbound } from '../message/find-outbound.ts'
import { mayBeEcho, type Echo } from '../message/may-be-echo.ts'
import type { ProviderEvent } from '../providers/provider.ts'
import { readAliases } from '../store/conversation/aliases.ts'
import type { PortalDb } from '../store/database.ts'
import { isStorable } from '../store/storable.ts'
import { earlyFor } from './early-for.ts'
import { normaliseSender } from './normalise-sender.ts'
import type { Elsewhere, ReadItem } from './read-item.ts'

/** What it is here; `early`: nobody knows yet. Null: nothing that is not known. */
type Placed = ProviderEvent | 'early' | null

/** Milliseconds for which what has the very words of a message in doubt is taken for its echo. */
const sameWordsFor = 86_400_000

/**
 * What has left lines by what is stored, in as few looks for all of them as for one. The echo of a message of ours is its status; while
 * one to that address is in doubt, nobody knows whether it is an echo.
 */
export async function placeElsewhere(
  portal: PortalDb,
  read: readonly ReadItem[],
  country: CountryCode,
): Promise<Map<Elsewhere, Placed>> {
  const all = read.flatMap(({ line, item, events }) =>
    events.flatMap((event) => {
      if (event.kind !== 'elsewhere') return []
      return [{ event, lineId: line.id, channel: line.channel, age: item.age, to: normaliseSender(event.to, country) }]
    }),
  )
  const known = await findOutbound(
    portal,
    all.map(({ event: { providerId }, lineId }) => ({ lineId, providerId })),
  )
  const placed = new Map<Elsewhere, Placed>(
    all.map(({ event }, index) => [event, known[index] ? asStatus(event) : event]),
  )
  const open = all.filter(({ to }, index) => !known[index] && isStorable(to))
  const aliases = await readAliases(
    portal,
    open.map(({ channel, to }) => ({ channel, alias: to })),
  )
  const echoes = await mayBeEcho(
    portal,
    open.map(({ event: { body, at }, lineId, channel, to }) => {
      return { lineId, addresses: [...new Set([to, aliases.get(`${channel}/${to}`) ?? to])], body, at }
    }),
  )
  for (const [index, { event, age }] of open.entries()) placed.set(event, judge(event, age, echoes[index]!))
  return placed
}

function asStatus({ providerId, status, at, statusAt, service, error }: Elsewhere): ProviderEvent {
  return { kind: 'status', providerId, status, at: statusAt ?? at, error, ...(service ? { service } : {}) }
}

function judge(event: Elsewhere, age: number, echo: Echo): Placed {
  // A person has said what became of that one; its provider says nothing else.
  if (echo === 'settled') return null
  const isEarly = echo === 'same words' ? age < sameWordsFor : echo === 'possible' && age < earlyFor
  return isEarly ? 'early' : event
}
