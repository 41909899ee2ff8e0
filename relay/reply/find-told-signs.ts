import type { CountryCode } from 'libphonenumber-js'
import { isKnownSign } from '../message/is-known-sign.ts'
import type { ProviderEvent } from '../providers/provider.ts'
import type { PortalDb } from '../store/database.ts'
import { isStorable } from '../store/storable.ts'
import { normaliseSender } from './normalise-sender.ts'
import type { ReadItem } from './read-item.ts'

/** Longer than a sign is, and than our sentence in its place. */
const longest = 100

/** What a history tells as a message and is known as a sign beside one: webhooks say what it is, lists need not. */
export async function findToldSigns(
  portal: PortalDb,
  read: readonly ReadItem[],
  country: CountryCode,
): Promise<Set<ProviderEvent>> {
  const asked = read.flatMap(({ line, item, events }) =>
    events.flatMap((event) => {
      if (item.received.origin !== 'history' || (event.kind !== 'reply' && event.kind !== 'reaction')) return []
      if (event.kind === 'reply' && (event.body.length > longest || event.attachments?.length)) return []
      const { providerId } = event
      const address = normaliseSender(event.from, country)
      return isStorable(address) && isStorable(providerId) ? [{ event, lineId: line.id, address, providerId }] : []
    }),
  )
  const known = await isKnownSign(portal, asked)
  return new Set(asked.flatMap(({ event }, index) => (known[index] ? [event] : [])))
}
