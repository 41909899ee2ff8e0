import type { AuditLink } from '../audit-chain.ts'

/** What an entry `send.sealed` says: of sends accepted by an event `after < event <= last` this many, and the root over their leaves. */
export interface SealDetail {
  after: string
  last: string
  count: number
  /** Hex. */
  root: string
}

/** The detail of an entry `send.sealed`, of which only the relay's own writing is expected. */
export function readSealDetail(detail: AuditLink['detail']): SealDetail {
  return JSON.parse(detail) as SealDetail
}
