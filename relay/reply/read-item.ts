import { personKey } from '../person/person-key.ts'
import type { Line, ProviderEvent } from '../providers/provider.ts'
import type { InboxItem } from '../store/inbox/inbox.ts'
import type { Match } from './match.ts'

export type Reply = Extract<ProviderEvent, { kind: 'reply' }>
export type Elsewhere = Extract<ProviderEvent, { kind: 'elsewhere' }>

/** A message of a conversation that did not go through us, from either side. */
export type Written = Reply | Elsewhere

/** A person's sign beside a message that is known. */
export interface Sign {
  messageId: string
  from: string
  reaction: string | null
  /** The sign's own. */
  providerId: string
  at: Date
}

/** A delivery with what it says. */
export interface ReadItem {
  item: InboxItem
  line: Line
  events: ProviderEvent[]
  /** Its provider takes a reference once, also what it has put off: only a new message can be sent again. */
  takesOnce?: boolean
  /** Signs whose message has been found; they are no more among the events. */
  signs?: Sign[]
  /** The address of the conversation that a mail names by what only its reader knows. */
  named?: ReadonlyMap<Reply, string>
  /** Something in it is about what is not known yet; it stays open. */
  early?: boolean
}

/** Whose each message is, as far as it is known. */
export type Matches = Map<Written, { address: string; match: Match }>

/** The moment of a transaction, and when the timeline is to hear of what it changed. */
export interface Times {
  now: Date
  recordAt: Date
  updateAt: Date
}

export function repliesOf(events: readonly ProviderEvent[]): Reply[] {
  return events.filter((event) => event.kind === 'reply')
}

export function writtenOf(events: readonly ProviderEvent[]): Written[] {
  return events.filter((event) => event.kind === 'reply' || event.kind === 'elsewhere')
}

/** It need be nobody's: it is set aside until a person says so, or only adds to what is known. */
export function isAside(written: Written): boolean {
  return written.kind === 'reply' && (written.aside !== undefined || written.completes === true)
}

/** The address of whoever is not us. */
export function otherSide(written: Written): string {
  return written.kind === 'reply' ? written.from : written.to
}

/** What in a message itself names its conversation. */
export function namedBy(written: Written): Pick<Reply, 'conversationToken' | 'answers'> {
  return written.kind === 'reply' ? written : {}
}

/** Whether it is proved that the owner of this address wrote it: whoever brought it says so, or it names their conversation. */
export function provenSender({ proof }: Reply, address: string, named: string | undefined): boolean {
  if (proof === undefined || proof === 'pass') return true
  return named !== undefined && personKey(named) === personKey(address)
}
