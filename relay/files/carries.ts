/** Which files a line carries: how many with one message, how large each, and MIME types (`image/*` for all of a kind). */
export interface Carries {
  most: number
  bytes: number
  types: readonly string[]
}
