import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { projectRoot } from '../../project/project-root.ts'

/**
 * The environment in which relays begin quickly: their sources are compiled once, into this folder. A relay that is
 * killed never writes what it has compiled, so one is started that ends by itself, because its
 * port is none.
 */
export function compileOnce(folder: string): { NODE_COMPILE_CACHE: string } {
  const cache = { NODE_COMPILE_CACHE: join(folder, 'compiled') }
  const env = { ...cache, PORT: 'none' }
  spawnSync(process.execPath, ['workbench/relay-main.ts'], { cwd: projectRoot, env, stdio: 'ignore' })
  return cache
}
