import { createHash } from 'node:crypto'

/** What the hash of a row covers. `at` in ISO 8601 with milliseconds, `sequence` in digits, `detail` as it is stored. */
export interface AuditLink {
  portalId: string
  sequence: string
  at: string
  actor: string
  action: string
  detail: string
}

/** What stands before the first row. */
export const chainStart = Buffer.alloc(32)

/** SHA-256 over the row before and this one, as a JSON array of strings, so that no two rows read alike. */
export function chainAudit(previous: Buffer, link: AuditLink): Buffer {
  const { portalId, sequence, at, actor, action, detail } = link
  const covered = ['homing audit 1', previous.toString('hex'), portalId, sequence, at, actor, action, detail]
  return createHash('sha256').update(JSON.stringify(covered)).digest()
}
