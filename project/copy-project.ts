import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildProject } from './build.ts'
import { projectRoot } from './project-root.ts'

/** What git holds of the project and what the build adds; not what else may lie about in a working copy. */
const handWritten = /[\\/](\.gitignore|(package|hsproject)\.json|[^\\/]*-hsmeta\.json)$/

/**
 * The HubSpot project as a fresh clone would upload it, its private edition freshly built, in a temporary folder of its
 * own. With `built: false` the generated files are missing, as they are before the first build.
 */
export async function copyProject({ built = true } = {}): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'homing-project-'))
  for (const name of ['hsproject.json', '.hsignore']) await cp(join(projectRoot, name), join(folder, name))
  for (const name of ['src', 'project/marketplace']) {
    await cp(join(projectRoot, name), join(folder, name), {
      recursive: true,
      filter: (path) => !/\.[a-z]+$/.test(path) || handWritten.test(path),
    })
  }
  if (built) await buildProject(folder)
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}
