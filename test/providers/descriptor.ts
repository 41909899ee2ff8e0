import type { DeliveryStatus } from '../../contract/delivery-status.ts'
import type { Blame } from '../../relay/errors.ts'
import type { Line, Received, WebhookRequest } from '../../relay/providers/provider.ts'
import type { VendorReply } from '../../workbench/fake-vendor/vendor-fault.ts'

/**
 * What a new provider must bring to be tested: a file `test/providers/<name>.ts` that exports one of these as
 * `descriptor`. It says how the fake at the receiving end is started, used and made to misbehave; what must hold is said
 * once for all providers, in `contract/`.
 */
export interface ProviderDescriptor {
  /**
   * Starts the fake on 127.0.0.1. Webhooks, if the provider has them, go to `callbackUrl`: `at` says whether that is the
   * contract's own door, which takes whatever comes, or a relay's, with its rules and its clock.
   */
  start(callbackUrl: string, at?: 'contract' | 'relay'): Promise<World>
  /** What this transport cannot do, each with the reason. Everything else is expected to work. */
  impossible: Partial<Record<Misbehaviour | Feat, string>>
  /** Required when the provider has `verify`. */
  webhooks?: WebhookProof
  /** Every word the transport has for a message's status and what it must become. Required when there are webhooks. */
  statuses?: StatusWords
  /** What else its world can do, by the members that do it. */
  also?: readonly ('answerSends' | 'writeOdd' | 'writeElsewhere')[]
  /** Phones write signs beside a message into texts of this transport (`Loved “Hi”`). */
  writtenSigns?: true
  /** Messages whose content stands outside of the text, or that have none, each with what a rep must be able to read of it. */
  contents?: { delivery: Received; words: RegExp }[]
  /** The transport's own codes for what went wrong. Absent where it has none. */
  codes?: VendorCodes
  /** One webhook with two readable messages, `One` and `Two`, and between them something in an unforeseen form. */
  mixed?: Received
  /** Required when the provider has `since`: how many items one page of its history holds. */
  page?: number
  /** Milliseconds after a send until `find` can be sure that it did not go out; until then it must not say so. */
  certainAfter?: number
  /** Required when the provider has `check`: a person who can be reached on the line's channel, and one who cannot. */
  check?: { reachable: string; unreachable: string }
}

/** How the receiving end may treat a send. "Before" and "after" mean the moment the message is truly taken. */
export type Misbehaviour =
  | 'throttles' // asks to slow down and does not say for how long
  | 'throttles for 7 seconds'
  | 'refuses' // will never take this message
  | 'fails before' // an internal error
  | 'fails after'
  | 'hangs before' // no answer at all
  | 'hangs after'
  | 'cuts before' // the connection
  | 'cuts after'
  | 'garbles' // takes the message; its answer makes no sense

export type Feat =
  | 'echo' // shows us our own message as if a person had written it
  | 'settle' // tells how a message ended
  | 'files' // brings the files of people

/** A started fake with a line on it. */
export interface World {
  line: Line
  /** The same line at an address where nobody listens. */
  deadLine: Line
  /** The address of the n-th person that the line can write to. */
  person(n: number): string
  /** What truly reached people, oldest first. Twice sent is twice here. */
  arrived(): Arrived[]
  misbehave(how: Misbehaviour): void
  behave(): void
  /** The receiving end takes the sends from now on and answers them with this. */
  answerSends?(answer: VendorReply): void
  /** Something in an unforeseen form comes to stand in the history, newest of all. */
  writeOdd?(): Promise<void> | void
  /** The company writes to a person from this line without us. Absent where the transport does not show it. */
  writeElsewhere?(message: { to: string; body: string }): Promise<void> | void
  /** Has the misbehaviour befallen a send? Absent where nobody counts. */
  struck?(): boolean
  /** A person writes to the line. */
  write(message: { from: string; body: string }): Promise<void> | void
  /** A person sends a picture called photo.jpg. Required unless `impossible.files` says why there are none. */
  writeFile?(from: string): Promise<void> | void
  /** Our own message comes back as if it were a reply. */
  echo?(arrived: Arrived): Promise<void> | void
  /** The transport reports how a message ended; returns what that must become. */
  settle?(arrived: Arrived): Promise<DeliveryStatus> | DeliveryStatus
  /** The transport reports every stage that it has words for, in order; returns what the last must become. */
  stages?(arrived: Arrived): Promise<DeliveryStatus> | DeliveryStatus
  /** What a person wrote last is delivered once more. Needed where there are no webhooks to repeat. */
  writeAgain?(): Promise<void>
  /** The transport tells anew what it told long ago, as after a restart or a move of its own. */
  replay?(): Promise<void> | void
  close(): Promise<void>
}

export interface Arrived {
  providerId: string
  from: string
  to: string
  body: string
  /** Files that came with it: their bytes, or the address where the vendor's API takes nothing else. */
  files?: ArrivedFile[]
}

type ArrivedFile = { url: string } | { name: string; contentType: string; content: Uint8Array }

/** How a webhook proves itself. */
export interface WebhookProof {
  /** What the proof covers. A static secret in a header covers none of it; then nothing can be asserted. */
  covers: { body: boolean; time: boolean; target: boolean }
  /** Milliseconds by which the clocks may differ, when the proof covers the time. */
  tolerance?: number
  /** The same delivery with a part of its proof taken away, once for each part. */
  without(request: WebhookRequest): WebhookRequest[]
  /** The line as if its secret were another. */
  otherSecret(line: Line): Line
  /** The line while its secret is being replaced: the old one still counts. Absent where the transport has no such time. */
  rotating?(line: Line): Line
}

export interface StatusWords {
  become: Record<string, DeliveryStatus | 'ignored'>
  /** A delivery that reports this word for a message; also asked for words that do not exist. */
  delivery(word: string): Received
}

/** What went wrong, in the vendor's codes, wherever it tells: in the answer to a send or in a status. */
export interface VendorCodes {
  /** Whose side each is on, or that it is not now; `unknown` for one that no table has. At least one of each that the vendor has. */
  mean: Record<string, Blame | 'not now'>
  /** The answer that refuses a send with this code, where codes come in answers. */
  answer?(code: string): VendorReply
  /** A delivery that reports a message as failed with this code, where codes come in statuses. */
  delivery?(code: string): Received
}
