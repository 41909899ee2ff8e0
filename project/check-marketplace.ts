import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { leftOver } from './left-over.ts'
import { marketplaceFiles } from './marketplace-files.ts'
import { projectRoot } from './project-root.ts'

const built = 'build/marketplace'

/**
 * Says what a bare `hs project upload` in build/marketplace would ship wrongly: files that are missing, that differ from
 * a build made now in memory, that no build makes, or that name an entry file which is not there.
 */
export async function checkMarketplace(project = projectRoot): Promise<string[]> {
  const folder = join(project, built)
  const fresh = await marketplaceFiles(project)
  const problems: string[] = []
  for (const [path, bytes] of fresh) {
    const present = join(folder, path)
    if (!existsSync(present)) problems.push(`${built}/${path} is missing: run "npm run build"`)
    else if (!bytes.equals(await readFile(present))) problems.push(`${built}/${path} is stale: run "npm run build"`)
    const entry = path.endsWith('-hsmeta.json') ? entrypoint(bytes) : undefined
    if (entry !== undefined && !fresh.has(`src${entry}`)) {
      problems.push(`${built}/${path} names ${entry}, which "npm run build" does not make`)
    }
  }
  for (const path of await leftOver(folder, fresh)) {
    problems.push(`${built}/${path} is not made by "npm run build": remove it`)
  }
  return problems
}

function entrypoint(meta: Buffer): string | undefined {
  return (JSON.parse(String(meta)) as { config?: { entrypoint?: string } }).config?.entrypoint
}
