import type { HubSpot } from '../../workbench/hubspot/hubspot.ts'
import type { PhoneNetwork } from '../../workbench/phone-network/phone-network.ts'
import { account } from '../stage/relay-settings.ts'
import type { CallingContact } from './callers.ts'
import type { WrittenReply } from './phones.ts'
import type { Accepted } from './senders.ts'

/** What stands at the receiving ends: on the phones and on HubSpot's timelines. */
export interface Tally {
  /** Marks that never arrived on a phone. */
  notArrived: Accepted[]
  /** Messages missing on their contact's timeline. */
  notRecorded: Accepted[]
  repliesNotRecorded: WrittenReply[]
  /** One sentence for each that is somewhere more often than once, or where it does not belong. */
  duplicates: string[]
  /** True when nothing is missing. */
  complete: boolean
}

const marks = /\b[mr][0-9a-f]{18}\b/g

/** Counts by the marks in the texts; the relay is not asked. */
export function tally(world: {
  hubspot: HubSpot
  networks: PhoneNetwork[]
  contacts: CallingContact[]
  accepted: Accepted[]
  replies: WrittenReply[]
}): Tally {
  const arrived = new Map<string, number>()
  for (const message of world.networks.flatMap((network) => network.messages())) {
    if (message.direction !== 'to_phone') continue
    for (const [mark] of message.body.matchAll(marks)) arrived.set(mark, (arrived.get(mark) ?? 0) + 1)
  }
  const recorded = new Map<string, string[]>()
  const engagements = new Map<string, string[]>()
  for (const contact of world.contacts) {
    for (const entry of world.hubspot.timeline(Number(account.portalId), contact.id)) {
      for (const [mark] of (entry.properties.hs_communication_body ?? '').matchAll(marks)) {
        recorded.set(mark, [...(recorded.get(mark) ?? []), contact.id])
        engagements.set(mark, [...(engagements.get(mark) ?? []), entry.id])
      }
    }
  }
  const duplicates = [...arrived].flatMap(([mark, times]) => (times > 1 ? [`${mark} arrived ${times} times`] : []))
  const owners = new Map([...world.accepted, ...world.replies].map(({ mark, contact }) => [mark, contact.id]))
  for (const [mark, contactIds] of recorded) {
    const owner = owners.get(mark)
    if (contactIds.length > 1) {
      duplicates.push(`${mark} stands on timelines as ${engagements.get(mark)?.join(' and ')}`)
    } else if (owner !== undefined && owner !== contactIds[0])
      duplicates.push(`${mark} stands on another contact's timeline`)
  }
  const isRecorded = ({ mark, contact }: { mark: string; contact: CallingContact }) =>
    recorded.get(mark)?.includes(contact.id) ?? false
  const notArrived = world.accepted.filter(({ mark }) => !arrived.has(mark))
  const notRecorded = world.accepted.filter((one) => !isRecorded(one))
  const repliesNotRecorded = world.replies.filter((one) => !isRecorded(one))
  const complete = notArrived.length + notRecorded.length + repliesNotRecorded.length === 0
  return { notArrived, notRecorded, repliesNotRecorded, duplicates, complete }
}
