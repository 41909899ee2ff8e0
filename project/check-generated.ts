import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generatedFiles } from './generated-files.ts'
import { projectRoot } from './project-root.ts'

async function read(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** Paths below `project`, with `/` on every system. */
async function find(project: string, pattern: string): Promise<string[]> {
  const paths: string[] = []
  for await (const path of glob(pattern, { cwd: project, exclude: ['**/node_modules', 'src/app/dist'] })) {
    paths.push(path.replaceAll('\\', '/'))
  }
  return paths.sort()
}

async function entrypoint(metaFile: string): Promise<string | undefined> {
  const meta = JSON.parse(await readFile(metaFile, 'utf8')) as { config?: { entrypoint?: string } }
  return meta.config?.entrypoint
}

/**
 * Says what a bare `hs project upload` of this project would ship wrongly: entry files that are missing, that differ
 * from a build made now in memory, or that no build makes. An empty list means it would ship what the sources say.
 */
export async function checkGenerated(project = projectRoot): Promise<string[]> {
  const problems: string[] = []
  const fresh = await generatedFiles()
  for (const [path, text] of fresh) {
    const present = await read(join(project, path))
    if (present === null) problems.push(`${path} is missing: run "npm run build"`)
    else if (present !== text) problems.push(`${path} is stale: run "npm run build"`)
  }
  for (const path of await find(project, 'src/app/*/*.{js,jsx,ts,tsx}')) {
    if (!fresh.has(path)) problems.push(`${path} is not made by "npm run build": remove it`)
  }
  for (const metaFile of await find(project, 'src/app/**/*-hsmeta.json')) {
    const path = await entrypoint(join(project, metaFile))
    if (path !== undefined && !fresh.has(`src${path}`)) {
      problems.push(`${metaFile} names ${path}, which "npm run build" does not make`)
    }
  }
  return problems
}

if (import.meta.main) {
  const problems = await checkGenerated()
  for (const problem of problems) console.error(problem)
  if (problems.length > 0) process.exitCode = 1
}
