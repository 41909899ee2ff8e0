import type { Blame } from '../errors.ts'

/** Why a message failed. `notNow`: surely not delivered, and the same may be taken after so many milliseconds; null: nobody knows when. */
export interface StatusError {
  code: string
  detail: string
  blame?: Blame
  notNow?: { after: number | null }
}
