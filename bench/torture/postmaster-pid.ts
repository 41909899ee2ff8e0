import { join } from 'node:path'
import { findHome } from '../../relay/store/embedded/home-folder.ts'
import { postmaster } from '../../relay/store/embedded/postmaster.ts'

/** The process id of the PostgreSQL server that serves this data folder now; null while none does. */
export function postmasterPid(dataDir: string): number | null {
  const home = findHome(dataDir)
  const lock = home && postmaster(join(home.folder, 'cluster', 'data'))
  return lock?.state === 'serving' ? lock.pid : null
}
