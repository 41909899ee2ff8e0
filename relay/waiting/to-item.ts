import { channelLabels, channelNames } from '../../contract/channel-names.ts'
import type { Channel } from '../../contract/channel.ts'
import type { DeliveryStatus } from '../../contract/delivery-status.ts'
import { statusLabels } from '../../contract/message-words.ts'
import type { WaitingDeed, WaitingItem } from '../../contract/waiting.ts'
import type { Waiting } from '../store/waiting/find-waiting.ts'
import { isErasure } from './is-erasure.ts'

const tasks: Record<string, string> = {
  'reconcile-delivery': 'Asking what became of a message',
  'fall-back': 'Going down the ladder of a message',
  'change-line': 'Changing a line',
  'auto-send': 'Writing to a new contact',
  'go-over-contact': 'Going over a contact once more',
  'ask-contact': 'Asking HubSpot whether a contact was deleted or restored',
  'match-contact': 'Looking whether replies are of a contact that changed',
  'match-reply': 'Looking for whose a reply is',
  'resume-account': 'Going on with what waited for an account',
}

const events: Record<string, string> = {
  creation: 'a contact was created',
  deletion: 'a contact was deleted',
  restore: 'a contact was restored',
  merge: 'contacts were merged',
  privacy_deletion: 'a contact must be forgotten',
  property: 'an address of a contact was changed',
  association: 'a contact was associated',
  unreadable: 'something happened, in a form that cannot be read',
}

/** As a person sees it. `canAsk` says whether the provider of a line can be asked about a message. */
export function toItem(portalId: string, one: Waiting, canAsk: (lineId: string) => boolean): WaitingItem {
  const { kind, key, since, parked, contactId, lineId, address } = one
  return {
    id: `${kind}:${key}`,
    kind,
    portalId,
    since: since.toISOString(),
    what: whatOf(one),
    reason: reasonOf(one),
    state: parked ? 'parked' : 'waiting',
    deeds: deedsOf(one, canAsk),
    contactId,
    lineId,
    address,
  }
}

function whatOf({ kind, about, lineId, address }: Waiting): string {
  const line = lineId === null ? '' : ` on line ${lineId}`
  const channel = about as Channel
  if (kind === 'reply') return `${channelLabels[channel]} reply from ${address ?? ''}${line}`
  if (kind === 'aside') return `${channelLabels[channel]} message set aside from ${address ?? ''}${line}`
  if (kind === 'consent') return `${channelLabels[channel]} reply from ${address ?? ''}${line} that may be an opt-out`
  if (kind === 'inbox') return `Delivery from a provider${line}${about === 'history' ? ', read from its history' : ''}`
  if (kind === 'event') return `HubSpot told that ${events[about] ?? about}`
  if (kind === 'entry') return `Timeline entry of ${articled(channelNames[channel])} message${line}`
  if (kind === 'task') return `${tasks[about] ?? about}${line}`
  return `Message to ${address ?? ''}${line}: ${statusLabels[about as DeliveryStatus]}`
}

function reasonOf({ kind, reason, hindrance }: Waiting): string {
  const words = reason ?? (kind === 'reply' ? 'no contact has this address' : 'no reason was given')
  if (hindrance === null) return words
  const what =
    hindrance === 'account' ? "the account's credentials are good again" : `the line ${hindrance.slice(5)} is back`
  return `${words}${/[.!?]$/.test(words) ? '' : '.'} It goes on by itself once ${what}.`
}

function deedsOf({ kind, about, parked, lineId }: Waiting, canAsk: (lineId: string) => boolean): WaitingDeed[] {
  if (kind === 'reply') return ['give', 'retry', 'dismiss']
  if (kind === 'aside') return ['give', 'dismiss']
  if (kind === 'consent') return ['opt_out', 'dismiss']
  // What is under way by itself is not given up meanwhile.
  if (kind === 'entry') return parked ? ['retry', 'dismiss'] : []
  if (kind === 'message') return about === 'unknown' && canAsk(lineId ?? '') ? ['retry', 'dismiss'] : ['dismiss']
  // That a person is forgotten is the law, and nobody's choice.
  return isErasure({ kind, about }) ? ['retry'] : ['retry', 'dismiss']
}

function articled(name: string): string {
  return /^[aeiouSi]/.test(name) ? `an ${name}` : `a ${name}`
}
