import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { checkGenerated } from './check-generated.ts'
import { checkMarketplace } from './check-marketplace.ts'
import { generatedFiles } from './generated-files.ts'
import { projectRoot } from './project-root.ts'

/**
 * What a bare `hs project upload` of either edition would ship wrongly. A clone in which nothing was built yet ships
 * nothing at all, which is no fault of its own.
 */
export async function checkBuilt(project = projectRoot): Promise<string[]> {
  const paths = [...(await generatedFiles()).keys()]
  return [
    ...(paths.some((path) => existsSync(join(project, path))) ? await checkGenerated(project) : []),
    ...(existsSync(join(project, 'build/marketplace')) ? await checkMarketplace(project) : []),
  ]
}

if (import.meta.main) {
  const problems = await checkBuilt()
  for (const problem of problems) console.error(problem)
  if (problems.length > 0) process.exitCode = 1
}
