export type Header = readonly [name: string, value: string]

/** A request byte for byte: headers in their order, the same name as often as it stands there. */
export interface Sent {
  method: string
  /** Path and query, or whatever else stands in the request line. */
  target: string
  headers: readonly Header[]
  body: Buffer
  /** In pieces without a length. */
  chunked?: boolean
}

/** What is to be proven. A scheme takes of it what it covers. */
export interface Draft {
  method: string
  /** Scheme, host and port under which the relay is known. */
  origin: string
  target: string
  body: Buffer
  /** As the scheme writes it; text, so that it may be nonsense. */
  time: string
  id: string
  secret: string
}

export type Allowance =
  | 'upper-case hex'
  | 'a list of signatures' // spaces between them, or the header given several times
  | 'a list with commas'
  | 'a body that is read as text' // what is signed are the decoded fields of a form
  | 'an address without its port'

/** One way of trying a surface. The relay's clock stands at `at` while it looks. */
export interface Trial {
  name: string
  sent: Sent
  at: number
  /** It is believed and then refused for what it says, so nothing is stored. */
  senseless?: boolean
  /** It is sent once before, and believed. */
  again?: boolean
  /** The proof is somebody's, but not for this: it counts as refused by whatever refusal, if nothing is stored. */
  beside?: boolean
  /** The proof is somebody's, but not for this: it is acknowledged, and counts as refused if nothing is stored. */
  left?: boolean
}

/** Where the relay believes somebody because of a proof, and what that proof is like. */
export interface Surface {
  name: string
  /** A request that the relay has never seen and that is right in everything, at this moment. */
  draft(at: number): Draft
  prove(draft: Draft): Sent
  /** The bare signature or word in a request. */
  signature: SignaturePlace
  encoding: 'base64' | 'hex' | 'word'
  /** Names of the headers that make the proof. */
  proof: readonly string[]
  covers: { method: boolean; origin: boolean; target: boolean; body: boolean }
  /** Milliseconds in one unit of the scheme's time and by which the clocks may differ; null: it has no time. */
  time: { unit: number; tolerance: number } | null
  /** Honoured ones: one, or two while one is replaced. Wrong ones belong to others or are nearly right. */
  secrets: { right: readonly string[]; wrong: readonly string[] }
  /** Statuses of refusals that are pages and have no code. */
  pages?: readonly number[]
  /** Its address never has a query: what is signed rightly with one is a card's. */
  plain?: true
  /** Whether a right request leaves a row behind; otherwise only its answer tells that the door opened. */
  stores: boolean
  /** What cannot be read is kept for a person all the same. */
  keepsUnread?: true
  /** What would be wrong elsewhere and is right here, by the scheme's own rules. */
  allows: ReadonlySet<Allowance>
  /** What only this surface can get wrong, or right in yet another way. */
  own(at: number): { wrong: Trial[]; right: Trial[] }
}

export interface SignaturePlace {
  read(sent: Sent): string
  write(sent: Sent, text: string): Sent
  remove(sent: Sent): Sent
}

/** A signature in a header, where `pattern` matches the bare one within the value. */
export function inHeader(header: string, pattern: RegExp): SignaturePlace {
  const valueOf = ({ headers }: Sent) => headers.find(([name]) => name === header)?.[1] ?? ''
  return {
    read: (sent) => pattern.exec(valueOf(sent))?.[0] ?? '',
    write: (sent, text) => withHeader(sent, header, () => [valueOf(sent).replace(pattern, () => text)]),
    remove: (sent) => withHeader(sent, header, () => []),
  }
}

/** A word in the address, where `pattern` matches it within path and query. */
export function inTarget(pattern: RegExp): SignaturePlace {
  return {
    read: ({ target }) => pattern.exec(target)?.[0] ?? '',
    write: (sent, text) => ({ ...sent, target: sent.target.replace(pattern, () => encodeURI(text)) }),
    remove: (sent) => ({ ...sent, target: sent.target.replace(pattern, '') }),
  }
}

/** The request with as many headers of this name as `change` gives values. */
export function withHeader(sent: Sent, header: string, change: (value: string) => string[]): Sent {
  const headers = sent.headers.flatMap(([name, value]): Header[] =>
    name === header ? change(value).map((one) => [name, one]) : [[name, value]],
  )
  return { ...sent, headers }
}

/** An address with more in its query. */
export function withQuery(target: string, query: string): string {
  return query === '' ? target : `${target}${target.includes('?') ? '&' : '?'}${query}`
}
