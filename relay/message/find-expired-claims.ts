import type { WideDb } from '../store/database.ts'

/** A claim by which its provider may or may not have been called. */
export interface OpenClaim {
  portalId: string
  messageId: string
  lineId: string
  attempts: number
}

/** Claims whose lease ran out: nobody knows whether the provider was called. */
export function findExpiredClaims(db: WideDb, limit: number): Promise<OpenClaim[]> {
  return db.query<OpenClaim & Record<string, unknown>>(
    `select portal_id as "portalId", message_id as "messageId", line_id as "lineId", attempts from delivery
     where state = 'sending' and lease_until < instant() order by lease_until limit $1`,
    [limit],
  )
}
