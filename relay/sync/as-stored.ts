import { createHash } from 'node:crypto'
import type { Account } from '../account/account.ts'
import { channelsOf, toAddresses } from '../hubspot/address.ts'
import type { HubSpotEvent } from '../store/hubspot/hubspot-events.ts'
import type { ReadEvent } from './read-event.ts'

/** Why an event is stored as done; docs/decisions/043 says more. */
const nothing = {
  association: 'nothing to do: entries of the timeline are associated with their contact alone',
  property: 'nothing to do: this property holds no address, and is read anew whenever it is needed',
}

/**
 * An event as it is stored: an address as addresses are kept, and what needs no work as done. One that cannot be read is parked with
 * its bytes and the reason, once however often it comes: `account` says whose it is where it does not say so itself.
 */
export function asStored(
  read: Exclude<ReadEvent, { left: unknown }>,
  { bytes, account }: { bytes: Uint8Array; account: Account },
): HubSpotEvent {
  if ('unreadable' in read) {
    // All that differs between two times that it is told.
    const same = Buffer.from(bytes)
      .toString('latin1')
      .replace(/"attemptNumber"\s{0,9}:\s{0,9}\d{1,9}/, '')
    const { portalId } = account
    return {
      ...{ portalId, subscriptionType: 'unreadable', kind: 'unreadable', objectId: read.contactId ?? '0' },
      ...{ eventId: createHash('sha256').update(same).digest('hex'), occurredAt: new Date(0), untimed: true },
      ...{ propertyName: '', propertyValue: null, merge: null, raw: bytes, parked: read.unreadable },
    }
  }
  const { event, value } = read
  if (event.kind === 'association') return { ...event, outcome: nothing.association }
  if (event.kind !== 'property') return event
  const channels = channelsOf(event.propertyName, account.routing.addresses)
  if (channels.length === 0) return { ...event, outcome: nothing.property }
  return { ...event, propertyValue: toAddresses(value, account.country).join(';') || null }
}
