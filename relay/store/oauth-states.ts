import type { Db } from './database.ts'

/** An installation that has been sent to HubSpot. Hashes are SHA-256 of what only the browser knows. */
export interface OAuthState {
  stateHash: Buffer
  browserHash: Buffer
  workspace: string | null
  /** Sealed. */
  verifier: string
  expiresAt: Date
}

/** Keeps one, and forgets those that ended a day ago. */
export async function storeOAuthState(db: Db, state: OAuthState, now: Date): Promise<void> {
  await db.query("delete from oauth_state where expires_at < $1::timestamptz - interval '1 day'", [now])
  await db.query(
    'insert into oauth_state (state_hash, browser_hash, workspace, verifier, expires_at) values ($1, $2, $3, $4, $5)',
    [state.stateHash, state.browserHash, state.workspace, state.verifier, state.expiresAt],
  )
}

/** Uses one up, whatever comes of it: whoever asks a second time hears that it is used. */
export async function takeOAuthState(
  db: Db,
  stateHash: Buffer,
  now: Date,
): Promise<{ found: 'state'; state: OAuthState } | { found: 'used' } | { found: 'nothing' }> {
  const [row] = await db.query<{ browser_hash: Buffer; workspace: string | null; verifier: string; expires_at: Date }>(
    `update oauth_state set used_at = $2 where state_hash = $1 and used_at is null
     returning browser_hash, workspace, verifier, expires_at`,
    [stateHash, now],
  )
  if (row) {
    const { browser_hash: browserHash, workspace, verifier, expires_at: expiresAt } = row
    return { found: 'state', state: { stateHash, browserHash, workspace, verifier, expiresAt } }
  }
  const used = await db.query('select 1 from oauth_state where state_hash = $1', [stateHash])
  return used.length > 0 ? { found: 'used' } : { found: 'nothing' }
}
