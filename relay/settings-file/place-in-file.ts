/** Where something stands in a file; both from 1. */
export interface PlaceInFile {
  line: number
  column: number
}

/** What is wrong in a file of settings: with which member (as `lines.0.settings.authToken`; '' is the whole), where, in words that follow it. */
export interface FileMistake {
  path: string
  words: string
  /** Null where the file itself says nothing of it. */
  place: PlaceInFile | null
}
