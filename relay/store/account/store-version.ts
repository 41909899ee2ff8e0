import type { PortalDb } from '../database.ts'
import { listed } from '../listed.ts'

/** What a save leaves. */
export interface NewVersion {
  version: number
  /** In the words of the audit log. */
  by: string
  reason: string | null
  /** Sections, and secrets as `secret:<name>`, or `secret-gone:<name>` where one is there no more. */
  changed: readonly string[]
  /** Of all sections as they stand from now on. */
  digest: string
  /** Those that changed; a value that is null is as if it had never been set. */
  sections: readonly { section: string; form: number; value: unknown }[]
}

/** Stores a version and what changed with it. The caller has locked the account, and tells of it by `announceVersion`. */
export async function storeVersion(tx: PortalDb, made: NewVersion): Promise<void> {
  const { version, by, reason, changed, digest, sections } = made
  await tx.query(
    `insert into account_section (portal_id, section, version, form, value)
     select $1, section, $2, form, value
     from ${listed('$3', 'section text, form int, value jsonb')} as x`,
    [tx.portalId, version, JSON.stringify(sections)],
  )
  await tx.query(
    `insert into account_version (portal_id, version, actor, reason, changed, digest) values ($1, $2, $3, $4, $5, $6)`,
    [tx.portalId, version, by, reason, changed, digest],
  )
}

/**
 * Makes a version the newest, by the database's one clock of settings. The last statement of its transaction: nobody else saves
 * from here to its commit, so that the order of the clock is that of the commits.
 */
export async function announceVersion(tx: PortalDb, version: number): Promise<void> {
  await tx.query(
    `with tick as (update settings_clock set value = value + 1 returning value)
     update account set version = $2, clock = (select value from tick) where portal_id = $1
     returning pg_notify('homing', 'settings')`,
    [tx.portalId, version],
  )
}
