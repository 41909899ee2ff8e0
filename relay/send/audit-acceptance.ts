import type { AcceptedMessage } from '../message/accepted-message.ts'
import type { AuditActor, AuditEntry } from '../store/audit.ts'

/** What the audit log says of a message that was taken or refused. */
export function auditAcceptance(message: AcceptedMessage, outcome: 'accepted' | 'opted_out'): AuditEntry {
  const { portalId, at, source, contactId, lineId, channel, fallback } = message
  const about = { contactId, lineId, channel, source }
  const actor = fallback ? 'relay' : auditActor(source, message.actor)
  if (outcome === 'opted_out') {
    return { portalId, at, actor, action: 'send.refused', detail: { ...about, code: 'opted_out' } }
  }
  const detail = {
    messageId: message.id,
    ...about,
    ...(fallback ? { fallbackOf: fallback.of } : {}),
    ...(message.retryOf ? { retryOf: message.retryOf } : {}),
  }
  return { portalId, at, actor, action: 'send.accepted', detail }
}

/** Who asked: a user whom HubSpot names in what it signed, or whom a card claims; a workflow is named by HubSpot's signature. */
export function auditActor(source: 'card' | 'workflow', actor: Record<string, string>): AuditActor {
  if (source === 'workflow') return `workflow:${actor.workflowId ?? 'unknown'}`
  return actor.userId ? `user:${actor.userId}` : `claimed-user:${actor.claimedUserId ?? 'unknown'}`
}
