import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { leftOver } from './left-over.ts'
import { marketplaceFiles } from './marketplace-files.ts'
import { projectRoot } from './project-root.ts'
import { writeAnew } from './write-anew.ts'

/**
 * Writes the project of the marketplace edition to `<project>/build/marketplace` and removes what an earlier build left
 * there. Resolves to the paths written, relative to `project`.
 */
export async function buildMarketplace(project = projectRoot): Promise<string[]> {
  const folder = join(project, 'build/marketplace')
  const files = await marketplaceFiles(project)
  for (const [path, bytes] of files) await writeAnew(join(folder, path), bytes)
  for (const path of await leftOver(folder, files)) await rm(join(folder, path), { force: true })
  return [...files.keys()].map((path) => `build/marketplace/${path}`)
}
