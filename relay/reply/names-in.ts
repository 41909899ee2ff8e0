import type { CountryCode } from 'libphonenumber-js'
import type { ProviderEvent } from '../providers/provider.ts'
import type { Named } from '../store/inbox/inbox.ts'
import { normaliseSender } from './normalise-sender.ts'

/** Names and ids that one delivery may hold; one with more is read itself when somebody is to be forgotten. */
const most = 50
/**
 * Who and which messages a delivery is about: the addresses that stand in it, and what was read of it. The line's own address stands in
 * nearly all of them and says nothing. Null where there are too many.
 */
export function namesIn(
  addresses: readonly string[],
  events: readonly ProviderEvent[],
  line: { id: string; address: string },
  country: CountryCode,
): Named | null {
  const names = new Set(addresses)
  const ids = new Set<string>()
  for (const event of events) {
    // The line's own may be one of them.
    if (names.size + ids.size > most + 1) return null
    if (event.kind === 'reply' || event.kind === 'consent' || event.kind === 'reaction' || event.kind === 'moved') {
      names.add(normaliseSender(event.from, country))
    }
    if (event.kind === 'elsewhere' || event.kind === 'moved') names.add(normaliseSender(event.to, country))
    if (event.kind === 'reply' && event.alias) names.add(event.alias)
    if (['reply', 'edited', 'unsent', 'reaction', 'elsewhere'].includes(event.kind) && 'providerId' in event) {
      ids.add(`${line.id}/${event.providerId}`)
    }
    if (event.kind === 'status' && event.reference) ids.add(event.reference)
    else if (event.kind === 'status' && event.providerId) ids.add(`${line.id}/${event.providerId}`)
  }
  names.delete(line.address)
  return names.size + ids.size > most ? null : { names: [...names], ids: [...ids] }
}
