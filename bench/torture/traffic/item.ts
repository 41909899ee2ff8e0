import type { CallingContact } from '../callers.ts'

/** The kinds of the two lists of cases: A–J of people and phones, K–T of vendors. */
export const kinds = [...'ABCDEFGHIJKLMNOPQRST'] as const
export type Kind = (typeof kinds)[number]

/** What comes to a line's door, before its vendor signs it. */
export interface Delivery {
  lineId: string
  method?: 'GET' | 'POST'
  /** What follows the line's address: a query. */
  query?: string
  contentType: string
  body: Buffer
}

/** A message of ours that was sent before; null where it never reached its vendor. */
export interface SentBefore {
  providerId: string
  /** Our message's id. */
  reference: string
  /** Of a mail: its own id, and where answers go. */
  messageId: string
  replyTo: string
}

/** What a vendor answers to a send in the place of its own answer. `taken`: the message went out all the same. */
export interface RawAnswer {
  status: number
  headers?: Record<string, string>
  body: string | object
  taken?: boolean
}

/** One thing that happens, in this order; all items do their first things before any does its second. */
export type Act =
  | { do: 'send'; lineId: string; body: string; mark: string; answer?: RawAnswer; file?: string }
  | { do: 'tell'; make: (sent: SentBefore) => Delivery }
  | { do: 'list'; lineId: string; make: (sent: SentBefore) => object }
  | { do: 'mail'; lineId: string; from: string; make: (sent: SentBefore) => string | Buffer; to?: string }
  | { do: 'many'; lineId: string; count: number; answer: RawAnswer }
  /** `ms`: for so long, until the vendor's list was looked at. */
  | { do: 'wait'; ms?: number }

export type Status =
  'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'undelivered' | 'unknown' | 'queued' | 'expired'

/** What an item must have become. Words are looked for where the item says that they must stand. */
export interface Expectation {
  becomes: 'message' | 'edited' | 'unsent' | 'reaction' | 'sign' | 'elsewhere' | 'aside' | 'status' | 'nothing'
  /** Must be shown: in the card and on the timeline, or where it waits. */
  words?: string[]
  /** Must not be shown as the person's. */
  not?: string[]
  /** Names of files in the card. */
  files?: string[]
  /** A part of a delivery that nobody can read, and that waits with its bytes. */
  parked?: string
  /** Absent: the person may be written to afterwards. */
  consent?: 'out'
  /** Of the message that we sent first: any of these is right. */
  status?: Status[]
  /** What the card says of its failure must hold this. */
  problem?: string
  /** Where the message that was sent last must have gone: this number, nowhere (null), or either. */
  wire?: { to: string; orRefused?: boolean } | { to: null }
  /** How the line must stand. */
  line?: { id: string; state: 'active' | 'paused' }
  /** What really carried it, as the timeline must say. */
  service?: string
}

export interface Item {
  kind: Kind
  /** How it looks, not what it says. */
  shape: string
  provider: string
  /** In everything that this item says, and in no other. */
  mark: string
  contact: CallingContact
  acts: Act[]
  expect: Expectation
  /** Messages of the person's own that belong to the beginning: on WhatsApp nobody may be written to before. */
  openings: number
  /** Ids of our messages by mark, filled in while it is played. */
  sent: Map<string, string>
  /** Marks of messages that were refused at the card. */
  refused: Map<string, string>
  /** What a plant has changed; absent in the corpus itself. */
  plant?: string
}

export interface Finding {
  figure: 'lost' | 'wrongPerson' | 'untrue' | 'consentMissed' | 'consentFalse'
  item: Item
  words: string
}
