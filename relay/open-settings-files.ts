import type { Config } from './config/config.ts'
import { createSettingsFiles, type SettingsFiles, type SettingsFilesNeeds } from './settings/files/settings-files.ts'

/** The files that say what accounts have configured, looked at once; null where that is kept in the database. */
export async function openSettingsFiles(
  { settingsFiles }: Config,
  needs: Omit<SettingsFilesNeeds, 'folder' | 'env'>,
): Promise<SettingsFiles | null> {
  if (!settingsFiles) return null
  const files = createSettingsFiles({ ...needs, ...settingsFiles })
  await files.look()
  return files
}
