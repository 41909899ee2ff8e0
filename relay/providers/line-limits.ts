/** How fast a line may be used, published by the provider. */
export interface LineLimits {
  /** Calls under way at once on one line. */
  inFlight: number
  /** Milliseconds between two sends on one line. */
  gap: number
  /** Longest body, in characters. */
  bodyLength: number
  /** Milliseconds after which a call counts as unanswered. */
  timeout: number
}

/** What the provider publishes of its lines, as data for the settings page and for caps; absent: it publishes nothing. */
export interface PublishedLimits {
  perDay?: number
  perHour?: number
  /** To people this line has never written to. */
  firstTouchPerDay?: number
  /** How often `check` may ask. */
  checksPerDay?: number
  /** Where the figures come from. */
  source: string
}
