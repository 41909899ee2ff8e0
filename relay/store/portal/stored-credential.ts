import { appendAudit } from '../audit/audit.ts'
import type { PortalDb } from '../database.ts'
import { ownWorkspace, type Credential, type PortalState } from './portals.ts'

/** A token that does not expire by itself, as whoever runs the relay enters it. */
export type LastingCredential = Exclude<Credential, 'oauth'>

/** An account's credential as it is stored. */
export interface StoredCredential {
  credential: Credential
  /** Sealed; null where the configuration holds it. */
  accessToken: string | null
}

/** Null where the account is unknown. */
export async function readCredential(portal: PortalDb): Promise<StoredCredential | null> {
  const [row] = await portal.query<{ credential: Credential; access_token: string | null }>(
    'select credential, access_token from portal where portal_id = $1',
    [portal.portalId],
  )
  return row ? { credential: row.credential, accessToken: row.access_token } : null
}

/** What became of it; `by_oauth`: the account is connected in the other way, and nothing was stored. */
export type Connected = { outcome: 'connected' | 'rotated'; version: number } | { outcome: 'by_oauth' }

/** Connects an account by a token of its own, or puts another in its place: from the commit on the one before is used no more. */
export async function storeCredential(
  tx: PortalDb,
  { credential, accessToken, at }: { credential: LastingCredential; accessToken: string; at: Date },
): Promise<Connected> {
  const [known] = await tx.query<{ credential: Credential; state: PortalState; stored: boolean }>(
    'select credential, state, access_token is not null as stored from portal where portal_id = $1 for update',
    [tx.portalId],
  )
  if (known?.credential === 'oauth' && known.state === 'active') return { outcome: 'by_oauth' }
  const [row] = await tx.query<{ token_version: number }>(
    `insert into portal (portal_id, edition, credential, state, workspace, access_token, token_version, installed_at, changed_at)
     values ($1, 'private', $2, 'active', $3, $4, 1, $5, $5)
     on conflict (portal_id) do update
       set edition = 'private', credential = $2, state = 'active', state_reason = null, access_token = $4, changed_at = $5,
           installed_at = case when portal.state = 'active' then portal.installed_at else $5 end,
           token_version = portal.token_version + 1, refresh_token = null, renew_at = null, expires_at = null,
           renewing_by = null, renewing_until = null
     returning token_version`,
    [tx.portalId, credential, ownWorkspace(tx.portalId), accessToken, at],
  )
  const rotated = known?.stored === true && known.credential !== 'oauth'
  return { outcome: rotated ? 'rotated' : 'connected', version: row?.token_version ?? 0 }
}

/** The account is connected no longer; its token is forgotten, its data are kept. False where none was entered for it. */
export async function forgetCredential(tx: PortalDb, { reason, at }: { reason: string; at: Date }): Promise<boolean> {
  const rows = await tx.query(
    `update portal set state = 'uninstalled', state_reason = $2, changed_at = $3, access_token = null,
       token_version = token_version + 1
     where portal_id = $1 and credential <> 'oauth' and access_token is not null returning portal_id`,
    [tx.portalId, reason, at],
  )
  if (rows.length === 0) return false
  await appendAudit(tx, [
    { portalId: tx.portalId, at, actor: 'operator', action: 'portal.uninstalled', detail: { reason } },
  ])
  return true
}
