import type { Static, TObject } from 'typebox'
import type { Channel } from '../../contract/channel.ts'
import type { DeliveryStatus } from '../../contract/delivery-status.ts'
import type { Attachment, ReceivedAttachment } from './attachment.ts'
import type { LineLimits, PublishedLimits } from './line-limits.ts'
import type { ProviderContext, WatchWays } from './provider-context.ts'
import type { Sought } from './sought.ts'
import type { StatusError } from './status-error.ts'

export type { Attachment, ReceivedAttachment } from './attachment.ts'
export type { ProviderContext, WatchWays } from './provider-context.ts'
export type { Sought } from './sought.ts'
export type { StatusError } from './status-error.ts'

/** A company's own sending identity at one provider. `settings` has been validated by the provider's description. */
export interface Line<Settings = Static<TObject>> {
  portalId: string
  id: string
  label: string
  channel: Channel
  /** The line's own address: E.164 or email. */
  address: string
  settings: Settings
  /** Where the provider posts statuses and replies for this line. */
  callbackUrl: string
}

/** What leaves. `reference` is the message's id and never changes, whatever the number of attempts. */
export interface Outgoing {
  reference: string
  to: string
  subject: string | null
  body: string
  /** Unguessable name of the conversation; email puts it into the reply address. */
  conversationToken: string
  /** Provider ids of the newest earlier messages of this conversation, newest first; email threads with them. */
  earlier: readonly string[]
  /** Only for a provider that declares `attachments`. */
  attachments?: readonly Attachment[]
  /** A message form the provider has approved beforehand, where free text may not go (WhatsApp outside its window). */
  template?: { name: string; language: string; parameters: readonly string[] } | undefined
  /** When this address last wrote to this line; null when it never did. WhatsApp's window depends on it. */
  lastReplyAt?: Date | null
  /** What carried this person's newest message; null where nobody said. The answer goes the same way. */
  service?: Service | null
  /**
   * The attempt that the provider took and then put off, where it did: it is sent anew, and a provider that knows a reference once must not
   * take it for that one. The same for every attempt after it, until that is put off, too.
   */
  putOff?: number | undefined
}

/** Taken over by the provider, or possibly so. Refusals are thrown: `Temporary` (surely not sent) or `Permanent`. */
export type SendOutcome =
  | ({
      outcome: 'accepted'
      providerId: string
      status: Extract<DeliveryStatus, 'sending' | 'sent' | 'delivered'>
    } & Pieces)
  | ({ outcome: 'unknown'; reason: string } & Pieces)

/** Other ids of the same message, where it surely left in several: what comes back under these is ours as well. */
type Pieces = { pieces?: readonly string[] | undefined }

/** Bytes as they arrived: a webhook, or one item of the provider's history. Header names are lower case. */
export interface Received {
  origin: 'webhook' | 'history'
  headers: Readonly<Record<string, string>>
  body: Uint8Array
}

/** A webhook before it is trusted. */
export interface WebhookRequest extends Received {
  method: string
  /** Path and query as sent. */
  target: string
}

/** What really carried a message on a line that can use several. */
export type Service = 'iMessage' | 'SMS' | 'MMS' | 'RCS' | 'WhatsApp'

/** Whoever receives mail says that it was sent for the address in From, says that it failed that proof, or nobody says anything. */
export type Proof = 'pass' | 'fail' | 'none'

/**
 * What a delivery says, item by item: one that cannot be read is `unreadable`, and leaves the others alone. Statuses name
 * our `reference`, the provider's id, or both. `at` is when it happened.
 */
export type ProviderEvent =
  | {
      kind: 'reply'
      /** The same id again completes what is known: files that came late, words in the place of provisional ones. */
      providerId: string
      from: string
      /** Another name of the same sender, under which alone it may write later. */
      alias?: string | undefined
      body: string
      /** The body is our sentence about what came (a place, a card, a choice), not what the person typed: never a keyword. */
      made?: true | undefined
      /** When something ends that our sentence is about: it stands there as `{until}`, and is told as the account counts time. */
      until?: Date | undefined
      /** The body only says that something is still to come; a later telling of the same id takes its place. */
      provisional?: true | undefined
      /** It only adds to what is known under its id; where nothing is, it is not for us (of a group, for instance) and is left alone. */
      completes?: true | undefined
      /** All of it as text, where `body` leaves out what is quoted. */
      original?: string | undefined
      /** Why this is probably no person's word: kept where a person can see it, and on no timeline until one says so. */
      aside?: string | undefined
      /** `aside` falls away where one of `answers` is a message that is known. */
      asideUnlessKnown?: true | undefined
      service?: Service | undefined
      subject: string | null
      at: Date
      /** How far it is proved that `from` wrote it, of a provider that does not vouch for it. */
      proof?: Proof | undefined
      /** Names the conversation with certainty. */
      conversationToken?: string | undefined
      /** Provider ids of messages this one answers. */
      answers?: readonly string[] | undefined
      attachments?: readonly ReceivedAttachment[] | undefined
      /** The provider itself took this as a word on consent, and has answered it. */
      consent?: 'opted_out' | 'opted_in' | undefined
    }
  | {
      kind: 'status'
      providerId?: string | undefined
      reference?: string | undefined
      status: Exclude<DeliveryStatus, 'scheduled' | 'queued' | 'unknown' | 'cancelled'>
      at: Date
      service?: Service | undefined
      error?: StatusError | undefined
    }
  /** The sender has changed the words of a message that may be known; `ifKnown`: where it is not, it is not for us. */
  | { kind: 'edited'; providerId: string; body: string; at: Date; ifKnown?: true | undefined }
  /** The sender has taken a message back. */
  | { kind: 'unsent'; providerId: string; at: Date; ifKnown?: true | undefined }
  /**
   * A person's sign beside a message, which is named by its id or by its words as quoted. `reaction` is the sign itself, null where it is
   * taken back. `body` is the whole as text, for where that message is not found; then it is stored under `providerId`.
   */
  | {
      kind: 'reaction'
      providerId: string
      from: string
      to: { providerId: string } | { quoted: string }
      reaction: string | null
      body: string
      at: Date
      proof?: Proof | undefined
    }
  /**
   * A message that left this line without us: written by a colleague in the vendor's app, or on the phone itself. It may be the echo of
   * one of ours whose id is not stored yet. `by` is who wrote it, where the vendor says so.
   */
  | {
      kind: 'elsewhere'
      providerId: string
      to: string
      body: string
      subject: string | null
      by: string | null
      status: 'sending' | 'sent' | 'delivered' | 'read' | 'failed'
      error?: StatusError | undefined
      /** When it came to stand so, where that is another time. */
      statusAt?: Date | undefined
      service?: Service | undefined
      attachments?: readonly ReceivedAttachment[] | undefined
      /** When it was written. */
      at: Date
    }
  /** A person writes under another address from now on. */
  | { kind: 'moved'; from: string; to: string; at: Date }
  /** An item that cannot be read; its delivery waits for a person, with its bytes, when all else in it is settled. */
  | { kind: 'unreadable'; reason: string }
  | { kind: 'consent'; from: string; consent: 'opted_out' | 'opted_in'; at: Date }
  | { kind: 'line'; state: 'healthy' | 'degraded' | 'blocked'; reason: string; at: Date }
  | { kind: 'ignored'; reason: string }

/**
 * The messaging world behind one small object. An ability a provider lacks is a member it lacks.
 * The contract every provider must pass is `test/providers/contract.ts`.
 */
export interface Provider<Settings extends TObject = TObject> {
  name: string
  channels: readonly Channel[]
  /**
   * TypeBox object; members with `secret: true` are masked wherever settings are shown, those with `guards: true` prove the provider to us.
   * What is connected to says so with `address`: 'url', or 'smtp' or 'imap' for a host with its `port` beside it.
   */
  settings: Settings
  limits: LineLimits
  /** True only when repeating a send with the same reference can never send twice. */
  idempotent: boolean
  /** An idempotent provider that makes another key of a message that it has put off, so that it leaves again. */
  renews?: true
  /** Anybody can write in anybody's name: what is not said to be proved is not. Absent: the provider vouches for who wrote, as phone networks do. */
  claimedSenders?: true

  send(message: Outgoing, line: Line<Static<Settings>>, context: ProviderContext): Promise<SendOutcome>

  published?: PublishedLimits
  /** Absent: the provider carries text only. `bytes` holds for each file; `types` are MIME types, `image/*` for all of a kind. */
  attachments?: { most: number; bytes: number; types: readonly string[] }

  /** Translates bytes that are already trusted. Throws `Invalid` for what it cannot read. */
  read(received: Received, line: Line<Static<Settings>>): Promise<ProviderEvent[]>

  /**
   * The module that exports `read`, and nothing that reading does not need: deliveries of `from` bytes and more are read in a
   * process of their own (decision 069), by a line without its secrets. Absent: all are read where they come.
   */
  apart?: { module: string; from: number }

  /** Proves a webhook genuine on its raw bytes or throws `Unverified`. Absent: the provider has no webhooks. */
  verify?(request: WebhookRequest, line: Line<Static<Settings>>, now: Date): void

  /** Answers the provider's question whether this address is ours (a GET), or throws `Unverified`. */
  handshake?(request: WebhookRequest, line: Line<Static<Settings>>): string

  /** What the provider wants to read when it has delivered; 200 with `{"received":true}` as JSON where absent. */
  acknowledgement?: { contentType: string; body: string }

  /**
   * Are the line's credentials and address right? Throws `Permanent` in words for the person who set them, or `Temporary`. Text that it
   * answers with is what they should know although the line works.
   */
  test?(line: Line<Static<Settings>>, context: ProviderContext): Promise<string | void>

  /** Did this reference go out? `null` means the provider is sure that it did not; while it is not sure it throws `Temporary`. */
  find?(
    reference: string,
    line: Line<Static<Settings>>,
    context: ProviderContext,
    sought: Sought,
  ): Promise<{ providerId: string; status: DeliveryStatus } | null>

  /** What came since the cursor (null: from now on), oldest first, and the cursor to keep with it. */
  since?(
    cursor: string | null,
    line: Line<Static<Settings>>,
    context: ProviderContext,
  ): Promise<{ received: Received[]; cursor: string; more: boolean }>

  /** Calls `wake` whenever `since` may have something; returns when the signal aborts. `ways` are those of a context. */
  watch?(line: Line<Static<Settings>>, wake: () => void, signal: AbortSignal, ways?: WatchWays): Promise<void>

  /** Can this address be reached on this channel? */
  check?(address: string, line: Line<Static<Settings>>, context: ProviderContext): Promise<boolean>
}
