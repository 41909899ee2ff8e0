import type { Acceptance, AcceptedMessage } from '../store/accepted-message.ts'
import type { AuditActor, AuditEntry } from '../store/audit.ts'

/** What the audit log says of a message that was taken or refused; nothing of one that had been taken before. */
export function auditAcceptance(message: AcceptedMessage, acceptance: Acceptance): AuditEntry | null {
  if (acceptance.outcome === 'duplicate') return null
  const { portalId, at, source, contactId, lineId, channel, fallback } = message
  const about = { contactId, lineId, channel, source }
  const actor = fallback ? 'relay' : auditActor(source, message.actor)
  if (acceptance.outcome === 'opted_out') {
    return { portalId, at, actor, action: 'send.refused', detail: { ...about, code: 'opted_out' } }
  }
  const detail = { messageId: acceptance.messageId, ...about, ...(fallback ? { fallbackOf: fallback.of } : {}) }
  return { portalId, at, actor, action: 'send.accepted', detail }
}

/** Who asked: a card's word on its user is a claim; a workflow is named by HubSpot's signature. */
export function auditActor(source: 'card' | 'workflow', actor: Record<string, string>): AuditActor {
  return source === 'card'
    ? `claimed-user:${actor.claimedUserId ?? 'unknown'}`
    : `workflow:${actor.workflowId ?? 'unknown'}`
}
