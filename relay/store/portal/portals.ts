import { cutText } from '../../../contract/cut-text.ts'
import { appendAudit } from '../audit/audit.ts'
import type { Database, PortalDb, WideDb } from '../database.ts'

export type PortalState = 'active' | 'revoked' | 'uninstalled'
export type Credential = 'oauth' | 'private_app' | 'service_key'

/** A HubSpot account on this relay, without its secrets. */
export interface Portal {
  portalId: string
  edition: 'private' | 'marketplace'
  credential: Credential
  state: PortalState
  stateReason: string | null
  workspace: string
  hubDomain: string | null
  /** The app that was installed, where HubSpot said which it is. */
  appId: string | null
  scopes: string[]
  /** Of the newest installation. */
  installedAt: Date
}

interface PortalRow {
  portal_id: string
  edition: Portal['edition']
  credential: Credential
  state: PortalState
  state_reason: string | null
  workspace: string
  hub_domain: string | null
  app_id: string | null
  scopes: string[]
  installed_at: Date
}

const columns =
  'portal_id, edition, credential, state, state_reason, workspace, hub_domain, app_id, scopes, installed_at'

export async function readPortal(portal: PortalDb): Promise<Portal | null> {
  const [row] = await portal.query<PortalRow>(`select ${columns} from portal where portal_id = $1`, [portal.portalId])
  return row ? asPortal(row) : null
}

/** Every account that there ever was, by id. */
export async function listPortals(db: WideDb): Promise<Portal[]> {
  return (await db.query<PortalRow>(`select ${columns} from portal order by portal_id`)).map(asPortal)
}

function asPortal(row: PortalRow): Portal {
  return {
    portalId: row.portal_id,
    edition: row.edition,
    credential: row.credential,
    state: row.state,
    stateReason: row.state_reason,
    workspace: row.workspace,
    hubDomain: row.hub_domain,
    appId: row.app_id,
    scopes: row.scopes,
    installedAt: row.installed_at,
  }
}

export async function listActivePortals(db: WideDb): Promise<string[]> {
  const rows = await db.query<{ portal_id: string }>("select portal_id from portal where state = 'active'")
  return rows.map((row) => row.portal_id)
}

/** The workspace of an account that nobody gave another name. */
export function ownWorkspace(portalId: string): string {
  return `portal-${portalId}`
}

/**
 * The one account that the configuration names, if there is one. It is there as long as that names
 * it; one that was there before keeps its data and may be connected in the other edition. What was connected by a command stays
 * as it is, whatever the configuration says.
 */
export async function storePrivatePortal(
  database: Database,
  portal: { portalId: string; credential: 'private_app' | 'service_key' } | null,
  at: Date,
): Promise<void> {
  await database.transaction(async (tx) => {
    const ended = await tx.query<{ portal_id: string }>(
      `update portal set state = 'uninstalled', state_reason = 'no longer in the configuration', changed_at = $2
     where edition = 'private' and state = 'active' and access_token is null
       and portal_id is distinct from $1::bigint returning portal_id`,
      [portal?.portalId ?? null, at],
    )
    const begun = portal
      ? await tx.query<{ portal_id: string }>(
          `insert into portal (portal_id, edition, credential, state, workspace, installed_at, changed_at)
     values ($1, 'private', $2, 'active', $3, $4, $4)
     on conflict (portal_id) do update
       set edition = 'private', credential = $2, state = 'active', state_reason = null, changed_at = $4,
           access_token = null, refresh_token = null, renew_at = null, expires_at = null
       where (portal.edition, portal.credential, portal.state) is distinct from ('private', $2, 'active')
         and not (portal.edition = 'private' and portal.state = 'active' and portal.access_token is not null)
     returning portal_id`,
          [portal.portalId, portal.credential, ownWorkspace(portal.portalId), at],
        )
      : []
    const by = { at, actor: 'operator' } as const
    await appendAudit(tx, [
      ...ended.map((row) => ({
        ...by,
        portalId: row.portal_id,
        action: 'portal.uninstalled' as const,
        detail: { reason: 'no longer in the configuration' },
      })),
      ...begun.map((row) => ({
        ...by,
        portalId: row.portal_id,
        action: 'portal.installed' as const,
        detail: { credential: portal?.credential ?? null },
      })),
    ])
  })
}

/**
 * The account is cut off, unless it was connected anew since `version`, or not before `installedBefore`. Its tokens are
 * forgotten, everything else is kept, and the audit log says why, in this transaction. Answers whether this changed anything.
 */
export async function endPortal(
  tx: PortalDb,
  end: {
    state: 'revoked' | 'uninstalled'
    reason: string
    version?: number
    installedBefore?: Date
    at: Date
  },
): Promise<boolean> {
  const { portalId } = tx
  const rows = await tx.query(
    `update portal set state = $2, state_reason = $3, changed_at = $5, token_version = token_version + 1,
       access_token = null, refresh_token = null, renew_at = null, expires_at = null,
       renewing_by = null, renewing_until = null
     where portal_id = $1 and credential = 'oauth' and state = 'active' and ($4::int is null or token_version = $4)
       and ($6::timestamptz is null or installed_at < $6)
     returning portal_id`,
    [portalId, end.state, end.reason, end.version ?? null, end.at, end.installedBefore ?? null],
  )
  if (rows.length === 0) return false
  const actor = end.state === 'revoked' ? 'hubspot' : 'operator'
  // HubSpot's words may be part of it.
  const reason = cutText(end.reason.toWellFormed().replaceAll(/\p{Cc}+/gu, ' '), 200)
  await appendAudit(tx, [{ portalId, at: end.at, actor, action: `portal.${end.state}`, detail: { reason } }])
  return true
}
