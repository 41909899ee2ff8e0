import path from 'node:path'

/** The folder in which a relay keeps its embedded database and its own keys: `DATA_DIR`, or what is usual. */
export function dataDirOf(env: Readonly<Record<string, string | undefined>>): string {
  return path.resolve(env.DATA_DIR?.trim() || '.homing/relay')
}
