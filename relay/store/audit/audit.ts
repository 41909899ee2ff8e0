import { writeAuditDetail, type AuditDetail } from './audit-detail.ts'
import type { Database, Db } from '../database.ts'
import { groupCommit } from '../group-commit.ts'

/** Who: `claimed-user` is what a card says of its user and nobody vouches for. */
export type AuditActor =
  'relay' | 'operator' | 'hubspot' | `${'user' | 'claimed-user' | 'workflow' | 'provider' | 'address'}:${string}`

/** What, as `setting.changed`, `credential.used`, `request.refused`, `send.sealed`. */
export type AuditAction = `${'setting' | 'credential' | 'request' | 'send' | 'portal' | 'line' | 'waiting'}.${string}`

export interface AuditEntry {
  portalId: string
  at: Date
  actor: AuditActor
  action: AuditAction
  /** Why, and what about: ids and codes. */
  detail?: AuditDetail
}

const wellFormed = {
  actor: /^[a-z-]{1,20}(:[!-~]{1,200})?$/,
  action: /^[a-z]{1,20}\.[a-z_]{1,40}$/,
}

/**
 * Adds entries to the chains of their portals, in their order. They become visible with what else the transaction does,
 * or not at all; from here to its commit no other transaction adds to these chains, so call it last, and once for a
 * whole batch. Throws for an entry that does not belong there.
 */
export async function appendAudit(tx: Db, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return
  await tx.query('select append_audit($1::jsonb)', [JSON.stringify(entries.map(writeAudit))])
}

/** An entry as `append_audit` takes it. Throws for one that does not belong into an audit log. */
function writeAudit({ portalId, at, actor, action, detail = {} }: AuditEntry): Record<string, string> {
  if (!wellFormed.actor.test(actor)) throw new Error('An audit entry has an actor that is none.')
  if (!wellFormed.action.test(action)) throw new Error('An audit entry has an action that is none.')
  return { portal_id: portalId, at: at.toISOString(), actor, action, detail: writeAuditDetail(detail) }
}

/** Adds an entry that belongs to no other transaction; those that come together share one. Stored when it resolves. */
export function createAudit(database: Database): (entry: AuditEntry) => Promise<void> {
  return groupCommit<AuditEntry, void>({
    async write(entries) {
      await database.transaction((tx) => appendAudit(tx, entries))
      return entries.map(() => undefined)
    },
  })
}
