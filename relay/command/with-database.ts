import { existsSync } from 'node:fs'
import path from 'node:path'
import { dataDirOf } from '../config/data-dir.ts'
import { Invalid } from '../errors.ts'
import { openDatabase, type Database } from '../store/database.ts'
import { findHome } from '../store/embedded/home-folder.ts'
import { openEmbedded, type Embedded } from '../store/embedded/open-embedded.ts'
import { longPatience } from '../store/patience.ts'

/**
 * Lets `work` at the database of the relay that has this environment, whether the relay runs or not: who looks into what
 * a relay has stored had better not ask the relay. Throws `Invalid` where there is no such database.
 */
export async function withDatabase<Result>(
  env: Record<string, string | undefined>,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const given = env.DATABASE_URL?.trim()
  const embedded = given ? null : await openThatOf(dataDirOf(env))
  const database = openDatabase({
    url: given ?? embedded!.url,
    size: 2,
    patience: longPatience,
    onError: () => undefined,
  })
  try {
    return await work(database)
  } catch (error) {
    throw inWords(error) ?? error
  } finally {
    await database.close()
    await embedded?.stop()
  }
}

/** The embedded database of a folder. Whoever only looks makes none where there is none. */
function openThatOf(dataDir: string): Promise<Embedded> {
  const home = findHome(dataDir)
  if (home && existsSync(path.join(home.folder, 'cluster'))) return openEmbedded({ dataDir })
  throw new Invalid(
    'no_database',
    `There is no database in ${dataDir}. Set DATA_DIR or DATABASE_URL as the relay has it.`,
  )
}

function inWords(error: unknown): Invalid | null {
  const { code } = error as { code?: unknown }
  // No such table.
  if (code === '42P01') {
    return new Invalid(
      'not_migrated',
      'This database is not of this version: start the relay once, which brings it up to date.',
    )
  }
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === '28P01' || code === '3D000') {
    return new Invalid('no_database', 'The database does not let this in. Set DATABASE_URL as the relay has it.')
  }
  return null
}
