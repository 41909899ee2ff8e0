/** What a reader's watcher knows of it. */
export interface Watched {
  /** The number of the work under way; 0 while there is none. */
  turn: Int32Array
  parent: number
  /** Milliseconds of a processor that one piece of work may take. */
  processor: number
  /** Megabytes that the reader may take in all. */
  memory: number
}
