/** How a fake vendor misbehaves from now on. `after`: the request is worked on first, and only its answer is lost. */
export type VendorFault =
  /** This answer, in the vendor's own words, and no work. */
  | { mode: 'answer'; answer: VendorReply }
  /** An internal error. */
  | { mode: 'fail'; after: boolean; answer: VendorReply }
  /** No answer at all. */
  | { mode: 'hang'; after: boolean }
  /** The connection is reset. */
  | { mode: 'cut'; after: boolean }
  /** The request is worked on; its answer makes no sense. */
  | { mode: 'garble' }
  | { mode: 'webhooks'; how: 'duplicate' | 'tamper' | 'drop' }

/** What the vendor answers; objects become JSON. */
export interface VendorReply {
  status: number
  headers?: Record<string, string>
  body: string | object
}
