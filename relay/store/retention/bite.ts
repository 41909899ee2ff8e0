/** Some rows to be removed: of before this time, behind `after`, looking at `most` of them. */
export interface Bite {
  before: Date
  after: string
  most: number
}

/** What became of a bite: rows that are gone, and behind which id the next one begins; null where there is nothing more to look at. */
export interface Bitten {
  removed: number
  last: string | null
}
