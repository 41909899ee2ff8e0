import type { Line, ProviderEvent } from '../providers/provider.ts'
import type { InboxItem } from '../store/inbox/inbox.ts'
import type { Match } from './match.ts'

export type Reply = Extract<ProviderEvent, { kind: 'reply' }>

/** A delivery with what it says. */
export interface ReadItem {
  item: InboxItem
  line: Line
  events: ProviderEvent[]
}

/** Whose each reply is, as far as it is known. */
export type Matches = Map<Reply, { address: string; match: Match }>

/** The moment of a transaction, and when the timeline is to hear of what it changed. */
export interface Times {
  now: Date
  recordAt: Date
  updateAt: Date
}

export function repliesOf(events: ProviderEvent[]): Reply[] {
  return events.filter((event) => event.kind === 'reply')
}
