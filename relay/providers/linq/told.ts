import type { Members } from '../members.ts'
import type { Line } from '../provider.ts'

/** An event of Linq's: what it is called, what it holds, when Linq told it, and the line it was told for. */
export interface Told {
  type: string
  /** The same whenever Linq repeats it. */
  id: string | undefined
  data: Members
  at: Date
  /** When Linq signed the addresses of files in it. */
  given: Date
  isHistory: boolean
  line: Line
}
