import { appendAudit, type AuditEntry } from './audit.ts'
import type { Database } from '../database.ts'
import { listed } from '../listed.ts'
import { settingDigest, idOf, keyOf, type Setting } from './setting-digest.ts'

interface Kept {
  portal_id: string
  name: string
  digest: string
  key_id: string | null
}

/**
 * Tells the audit log what changed since a relay last started: which setting, of whom, by digests that tell nothing else.
 * `keys` are for secrets, the newest first; one made with a key that is known no longer cannot be compared, which is told
 * in place of it. Several processes that start at once tell it once.
 */
export async function tellSettings(
  database: Database,
  told: { settings: readonly Setting[]; keys: readonly Buffer[]; at: Date },
): Promise<void> {
  const [key] = told.keys
  const settings = told.settings.filter(({ isSecret }) => !isSecret || key)
  await database.transaction(async (tx) => {
    await tx.query("select pg_advisory_xact_lock(hashtext('homing settings'))")
    const rows = await tx.query<Kept>('select portal_id, name, digest, key_id from setting')
    const kept = new Map(rows.map((row) => [keyOf(row.portal_id, row.name), row]))
    const entries: AuditEntry[] = []
    const changed: Kept[] = []
    for (const setting of settings) {
      const { portalId, name, isSecret } = setting
      const known = kept.get(keyOf(portalId, name))
      kept.delete(keyOf(portalId, name))
      const after = settingDigest(setting, key)
      const now = { portal_id: portalId, name, digest: after, key_id: isSecret && key ? idOf(key) : null }
      if (known?.digest === now.digest && known.key_id === now.key_id) continue
      changed.push(now)
      const madeWith = known?.key_id ? told.keys.find((one) => idOf(one) === known.key_id) : undefined
      const isLost = isSecret && known && !madeWith
      if (known && !isLost && settingDigest(setting, madeWith) === known.digest) continue
      const action = !known ? 'setting.set' : isLost ? 'setting.not_comparable' : 'setting.changed'
      const detail = { name, before: known?.digest ?? null, after }
      entries.push({ portalId, at: told.at, actor: 'operator', action, detail })
    }
    for (const { portal_id: portalId, name, digest } of kept.values()) {
      const detail = { name, before: digest, after: null }
      entries.push({ portalId, at: told.at, actor: 'operator', action: 'setting.removed', detail })
    }
    await tx.query(
      `delete from setting s using ${listed('$1', `portal_id bigint, name text`)} as x
       where s.portal_id = x.portal_id and s.name = x.name`,
      [JSON.stringify([...kept.values()])],
    )
    await tx.query(
      `insert into setting (portal_id, name, digest, key_id)
       select portal_id, name, digest, key_id
       from ${listed('$1', `portal_id bigint, name text, digest text, key_id text`)} as x
       on conflict (portal_id, name) do update set digest = excluded.digest, key_id = excluded.key_id`,
      [JSON.stringify(changed)],
    )
    await appendAudit(tx, entries)
  })
}
