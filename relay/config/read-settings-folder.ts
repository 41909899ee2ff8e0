import { statSync } from 'node:fs'
import path from 'node:path'

/**
 * The folder of `SETTINGS_FOLDER`, whose files say what accounts have configured where `SETTINGS=files`; null where that is kept in the
 * database. What is wrong with either is added to the mistakes.
 */
export function readSettingsFolder(env: Record<string, string | undefined>, mistakes: string[]): string | null {
  const where = env.SETTINGS?.trim() ?? ''
  const folder = env.SETTINGS_FOLDER?.trim() ?? ''
  if (where !== '' && where !== 'files') {
    mistakes.push(`SETTINGS must be files, or not be set: then settings are kept in the database. It is "${where}".`)
    return null
  }
  if (where === '') {
    if (folder) mistakes.push('SETTINGS_FOLDER is set without SETTINGS=files, which says that its files count.')
    return null
  }
  if (!folder) {
    mistakes.push('SETTINGS_FOLDER is missing: the folder with a file for each account, such as 4242.yaml.')
    return null
  }
  const whole = path.resolve(folder)
  try {
    if (statSync(whole).isDirectory()) return whole
    mistakes.push(`SETTINGS_FOLDER must name a folder, but "${folder}" is a file.`)
  } catch {
    mistakes.push(`SETTINGS_FOLDER names "${folder}", which is not there or may not be read.`)
  }
  return null
}
