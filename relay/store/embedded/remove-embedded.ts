import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cluster } from './cluster.ts'
import { findHome } from './home-folder.ts'
import { joinServer, leaveServer } from './join-server.ts'
import { postmaster } from './postmaster.ts'
import { stopServer } from './stop-server.ts'

/**
 * Removes the embedded database of a data folder with everything in it, stopping a server that was left behind.
 * Does nothing where there is none.
 * @throws when another process uses the database
 */
export const removeEmbedded = async (dataDir: string): Promise<void> => {
  if (!existsSync(dataDir)) return
  const home = findHome(dataDir)
  if (!home) return
  if (existsSync(join(home.folder, 'cluster'))) {
    const ours = await cluster(home)
    const lock = postmaster(ours.data)
    const joined = lock?.state === 'serving' ? await joinServer(ours, lock.port) : undefined
    const keeper = joined && 'keeper' in joined ? joined.keeper : undefined
    if (keeper && !(await leaveServer(keeper))) {
      await keeper.end()
      throw new Error(`The database in ${home.folder} is in use by another process. Stop that one first.`)
    }
    await stopServer(ours.data)
  }
  rmSync(home.folder, { recursive: true, force: true })
  rmSync(join(dataDir, 'postgres.location'), { force: true })
}
