import { listSettings, listSettingsKeys } from '../../relay/config/list-settings.ts'
import { settingDigest } from '../../relay/store/audit/setting-digest.ts'
import type { World } from '../world.ts'

/**
 * The vendor of the dump answers at another port by now, and is no other for that: its lines stand in the database as what they were started
 * with. Otherwise nothing that may have left by them would leave again.
 */
export async function keepVendor({ config, database }: Pick<World, 'config' | 'database'>): Promise<void> {
  const [key] = listSettingsKeys(config)
  for (const setting of listSettings(config, [], new Set())) {
    if (!/^line .* settings$/.test(setting.name)) continue
    await database.query('update setting set digest = $3 where portal_id = $1 and name = $2', [
      ...[setting.portalId, setting.name],
      settingDigest(setting, key),
    ])
  }
}
