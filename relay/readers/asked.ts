import type { ToldError } from './told-error.ts'

/** What a reader is asked to do: the function of this name in this module, with these arguments. */
export interface Asked {
  module: string
  name: string
  args: unknown[]
}

/** What came of it. */
export type Answered = { done: unknown } | { failed: ToldError }
