import type { AuditActor } from '../store/audit/audit.ts'

/** Who asked: the relay itself by a rule, a user whom HubSpot names in what it signed, or whom a card claims; a workflow is named by HubSpot's signature. */
export function auditActor(source: 'card' | 'workflow', actor: Record<string, string>): AuditActor {
  if (actor.automatic) return 'relay'
  if (source === 'workflow') return `workflow:${actor.workflowId ?? 'unknown'}`
  return actor.userId ? `user:${actor.userId}` : `claimed-user:${actor.claimedUserId ?? 'unknown'}`
}
