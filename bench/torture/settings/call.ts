/** One request that a relay has made of the vendor: all by which it can be seen what the relay believes of the line. */
export interface Call {
  /** When it was looked at, in milliseconds since 1970. */
  at: number
  /** Milliseconds by which it may have come earlier, since the vendor's own process stood still before; mostly 0. */
  heldFor: number
  kind: 'send' | 'ask'
  key: string
  /** What stands before the vendor's own paths. */
  place: string
  /** The line's address, where the request names one. */
  address: string | null
  /** Of a send: the message's id. */
  reference: string | null
}
