/** What the vendor can see of a line, but for its key. */
export interface OpenLine {
  address: string
  place: string
}

/** A save that somebody asked for: what may be relied on once it is answered. */
export interface Save {
  portalId: string
  /** The version that was edited. */
  edited: number
  /** The one that it became. */
  version: number
  /** Stands in the version's reason, and in no other's. */
  mark: string
  /** Milliseconds since 1970; infinity: it was never answered, and is there all the same. */
  askedAt: number
  answeredAt: number
  /** All lines after it, where it says which there are. */
  lines: ReadonlyMap<string, OpenLine> | null
  /** Keys that it gave, by line. */
  keys: ReadonlyMap<string, string>
}

/** What the askers know. */
export interface Ledger {
  /** Answered, in that order. */
  saves: Save[]
  /** Asked for and not answered, by their marks; some of them may have been made. */
  open: Map<string, Omit<Save, 'version' | 'answeredAt'>>
  /** How many saves were told that somebody else was quicker; gave a secret anew; took a line away; brought a version back. */
  conflicts: number
  rotated: number
  removed: number
  rolledBack: number
}

export function openLedger(): Ledger {
  return { saves: [], open: new Map(), conflicts: 0, rotated: 0, removed: 0, rolledBack: 0 }
}

/** The saves that are there: the answered ones, and those of which nobody was told. */
export function withUnanswered(ledger: Ledger, stored: readonly { version: number; mark: string }[]): Save[] {
  const others = stored.flatMap(({ mark, version }) => {
    const asked = ledger.open.get(mark)
    return asked ? [{ ...asked, version, answeredAt: Number.POSITIVE_INFINITY }] : []
  })
  return [...ledger.saves, ...others]
}
