/** A link to a file, as the rep types it. */
export interface DraftFile {
  /** Tells the fields apart when one above is removed. */
  id: number
  url: string
}
