/**
 * The four errors. One function (`retry.ts`) decides by class alone whether it is tried again.
 * Anything else that is thrown is our bug.
 */

/** The caller could not prove who it is: 401, nothing stored. The reason is for the log, not for the caller. */
export class Unverified extends Error {
  override name = 'Unverified'
  /** Whose request it was, where its signature holds and it is refused all the same; and of which user, where that is signed, too. */
  portalId: string | null = null
  userId: string | null = null
}

/** The request is wrong in a way a person can mend: a 4xx with a stable code and a sentence to act on. */
export class Invalid extends Error {
  override name = 'Invalid'
  readonly code: string
  readonly status: number
  readonly retryable: boolean
  /** Milliseconds, where it is known when the same may succeed. */
  readonly retryAfter: number | undefined
  /** What must be mended before the same can succeed: `account`, or `line:<id>`. */
  readonly hindrance: string | undefined
  /** What a caller is told besides, in members of the problem's own. */
  readonly more: Readonly<Record<string, unknown>>
  /** Whose request it was, where that had been proved, and of which user; for the audit log. */
  portalId: string | null = null
  userId: string | null = null
  constructor(
    code: string,
    message: string,
    options: {
      status?: number
      retryable?: boolean
      retryAfter?: number
      hindrance?: string
      more?: Readonly<Record<string, unknown>>
    } = {},
  ) {
    super(message)
    this.code = code
    this.status = options.status ?? 422
    this.retryable = options.retryable ?? false
    this.retryAfter = options.retryAfter
    this.hindrance = options.hindrance
    this.more = options.more ?? {}
  }
}

/**
 * A message that may not be sent, for a reason that a workflow may branch on: every code that is thrown as one has words in HubSpot
 * (`executionRules` of the workflow action), which a test compares.
 */
export class Refusal extends Invalid {
  override name = 'Refusal'
}

/** It did not happen now and may happen later. `retryAfter` is in milliseconds. */
export class Temporary extends Error {
  override name = 'Temporary'
  readonly code: string
  readonly retryAfter: number | undefined
  /** Milliseconds between two tries at most, where that is less than usual. */
  readonly atMost: number | undefined
  /** What must be mended before it can succeed: `account`, or `line:<id>`. */
  readonly hindrance: string | undefined
  /** Everything else goes well, so it is about this one alone: counted, and parked after a few tries. */
  readonly counts: boolean
  constructor(
    code: string,
    message: string,
    options: {
      retryAfter?: number | undefined
      atMost?: number
      hindrance?: string | undefined
      counts?: boolean
      cause?: unknown
    } = {},
  ) {
    super(message, { cause: options.cause })
    this.code = code
    this.retryAfter = options.retryAfter
    this.atMost = options.atMost
    this.hindrance = options.hindrance
    this.counts = options.counts ?? false
  }
}

/**
 * What a refusal says beyond the one message: the address cannot be reached on this channel, its owner opted out, the line
 * (its registration, credentials, settings or money) must be mended before anything more leaves by it, this line alone cannot reach this address (`pair`),
 * or nobody knows (`unknown`), which counts against the line until a person says otherwise.
 */
export type Blame = 'message' | 'address' | 'pair' | 'opted_out' | 'line' | 'unknown'

/** It will never happen as asked; a person must see the reason. */
export class Permanent extends Error {
  override name = 'Permanent'
  readonly code: string
  readonly blame: Blame
  /** What must be mended before the same can succeed: `account`, or `line:<id>`. */
  readonly hindrance: string | undefined
  constructor(
    code: string,
    message: string,
    options: { blame?: Blame; hindrance?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.code = code
    this.blame = options.blame ?? 'message'
    this.hindrance = options.hindrance
  }
}
