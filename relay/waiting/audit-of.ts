import type { AuditDetail } from '../store/audit/audit-detail.ts'
import type { Waiting } from '../store/waiting/find-waiting.ts'

/** What the audit log says of a deed: of an event or a task also which kind it is, and of which contact. */
export function auditOf(one: Waiting): AuditDetail {
  const id = `${one.kind}:${one.key}`
  if (one.kind !== 'event' && one.kind !== 'task') return { id }
  return { id, kind: one.about, ...(one.contactId === null ? {} : { contactId: one.contactId }) }
}
