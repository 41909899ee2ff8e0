import type { WideDb } from '../store/database.ts'
import { isElsewhere } from './is-elsewhere.ts'

/** A claim by which its provider may or may not have been called. */
export interface OpenClaim {
  portalId: string
  messageId: string
  lineId: string
  attempts: number
  /** The line leads elsewhere by now than when this was claimed. */
  isElsewhere: boolean
}

/** Claims whose lease ran out: nobody knows whether the provider was called. */
export function findExpiredClaims(db: WideDb, limit: number): Promise<OpenClaim[]> {
  return db.query<OpenClaim & Record<string, unknown>>(
    `select d.portal_id as "portalId", d.message_id as "messageId", d.line_id as "lineId", d.attempts,
       ${isElsewhere('d')} as "isElsewhere"
     from delivery d where d.state = 'sending' and d.lease_until < instant() order by d.lease_until limit $1`,
    [limit],
  )
}
