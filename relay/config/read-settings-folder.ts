import { statSync } from 'node:fs'
import path from 'node:path'

export interface SettingsFolder {
  folder: string
  /** Where references to variables lead. */
  env: Readonly<Record<string, string | undefined>>
}

/**
 * The folder of `SETTINGS_FOLDER`, whose files say what accounts have configured where `SETTINGS=files`; null where that is kept in the
 * database. What is wrong with either is added to the mistakes.
 */
export function readSettingsFolder(env: Record<string, string | undefined>, mistakes: string[]): SettingsFolder | null {
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
  for (const name of ['LINES', 'LINES_FILE', 'ROUTING', 'ROUTING_FILE']) {
    if (!env[name]?.trim()) continue
    mistakes.push(`${name} is set beside SETTINGS=files: put what it says into the files, and take it out.`)
  }
  const whole = path.resolve(folder)
  try {
    if (statSync(whole).isDirectory()) return { folder: whole, env }
    mistakes.push(`SETTINGS_FOLDER must name a folder, but "${folder}" is a file.`)
  } catch {
    mistakes.push(`SETTINGS_FOLDER names "${folder}", which is not there or may not be read.`)
  }
  return null
}
