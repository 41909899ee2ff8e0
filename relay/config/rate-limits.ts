/** So many a second in the long run, and so many at once after a pause. */
export interface Rate {
  perSecond: number
  burst: number
}

/** Of one process. What is absent has no limit. */
export interface RateLimits {
  /** Card requests of one account, by function or `hubspot.fetch`. */
  portal?: Rate
  /** Actions of one account's workflows. */
  workflow?: Rate
  /** Deliveries to one account's lines: stored all the same, and only then refused. */
  webhooks?: Rate
  /** HubSpot's batches that speak of one account: stored all the same, and only then refused. */
  events?: Rate
  /** Requests from one address that could not be verified. */
  failures?: Rate
  /** Pages that anybody may open, from one address. */
  pages?: Rate
}
