import type { Database } from '../database.ts'
import { settingDigest, idOf, keyOf, type Setting } from './setting-digest.ts'

/** `lost`: its digest was made with a key that is known no longer, so nobody can say. */
export type Compared = 'same' | 'changed' | 'new' | 'lost'

/** How each of these settings stands to what a relay of this database last started with. Any of `keys` may be a secret's. */
export async function compareSettings(
  database: Database,
  settings: readonly Setting[],
  keys: readonly Buffer[],
): Promise<(setting: Pick<Setting, 'portalId' | 'name'>) => Compared> {
  const rows = await database.query<{ portal_id: string; name: string; digest: string; key_id: string | null }>(
    'select portal_id, name, digest, key_id from setting',
  )
  const asked = new Map(settings.map((one) => [keyOf(one.portalId, one.name), one]))
  const kept = new Map(rows.map((row) => [keyOf(row.portal_id, row.name), row]))
  return ({ portalId, name }) => {
    const setting = asked.get(keyOf(portalId, name))
    const known = kept.get(keyOf(portalId, name))
    if (!setting || !known) return 'new'
    const madeWith = known.key_id ? keys.find((key) => idOf(key) === known.key_id) : undefined
    if (setting.isSecret && !madeWith) return 'lost'
    return settingDigest(setting, madeWith) === known.digest ? 'same' : 'changed'
  }
}
