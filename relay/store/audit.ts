import { chainAudit, chainStart } from './audit-chain.ts'
import { writeAuditDetail, type AuditDetail } from './audit-detail.ts'
import type { Database, Db } from './database.ts'
import { groupCommit } from './group-commit.ts'

/** Who: `claimed-user` is what a card says of its user and nobody vouches for. */
export type AuditActor =
  'relay' | 'operator' | 'hubspot' | `${'user' | 'claimed-user' | 'workflow' | 'provider' | 'address'}:${string}`

/** What, as `setting.changed`, `credential.used`, `request.refused`, `send.accepted`. */
export type AuditAction = `${'setting' | 'credential' | 'request' | 'send' | 'portal' | 'line'}.${string}`

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
 * whole batch: two statements, whatever the number of entries. Throws for an entry that does not belong there.
 */
export async function appendAudit(tx: Db, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return
  const written = entries.map(({ portalId, at, actor, action, detail = {} }) => {
    if (!wellFormed.actor.test(actor)) throw new Error('An audit entry has an actor that is none.')
    if (!wellFormed.action.test(action)) throw new Error('An audit entry has an action that is none.')
    return { portalId, at: at.toISOString(), actor, action, detail: writeAuditDetail(detail) }
  })
  const heads = await lockHeads(tx, [...new Set(written.map(({ portalId }) => portalId))])
  const rows = written.map((entry) => {
    const head = heads.get(entry.portalId)!
    const sequence = String(BigInt(head.sequence) + 1n)
    const hash = chainAudit(head.hash, { ...entry, sequence })
    heads.set(entry.portalId, { sequence, hash })
    return {
      portal_id: entry.portalId,
      sequence,
      at: entry.at,
      actor: entry.actor,
      action: entry.action,
      detail: entry.detail,
      hash: hash.toString('hex'),
    }
  })
  await tx.query(
    `with added as (
       insert into audit (portal_id, sequence, at, actor, action, detail, hash)
       select portal_id, sequence, at, actor, action, detail, decode(hash, 'hex')
       from jsonb_to_recordset($1::jsonb) as x(
         portal_id bigint, sequence bigint, at timestamptz, actor text, action text, detail text, hash text)
       returning portal_id, sequence, hash
     )
     update audit_head h set sequence = a.sequence, hash = a.hash
     from (select distinct on (portal_id) * from added order by portal_id, sequence desc) a
     where h.portal_id = a.portal_id`,
    [JSON.stringify(rows)],
  )
}

/** The newest row of each chain, which nobody else may follow until this transaction ends. Always in the same order. */
async function lockHeads(tx: Db, portalIds: string[]): Promise<Map<string, { sequence: string; hash: Buffer }>> {
  const rows = await tx.query<{ portal_id: string; sequence: string; hash: Buffer }>(
    `insert into audit_head (portal_id, sequence, hash)
     select portal_id, 0, $2 from unnest($1::bigint[]) as x(portal_id) order by portal_id
     on conflict (portal_id) do update set sequence = audit_head.sequence
     returning portal_id, sequence, hash`,
    [portalIds, chainStart],
  )
  return new Map(rows.map(({ portal_id: portalId, sequence, hash }) => [portalId, { sequence, hash }]))
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
