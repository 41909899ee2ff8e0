import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generatedFiles } from './generated-files.ts'
import { mergeJson } from './merge-json.ts'
import { projectRoot } from './project-root.ts'

/** What differs from the private edition: JSON files that are merged into those of the same path, and its profiles. */
const overlay = 'project/marketplace'

/** What is written by hand and the same in both editions. Functions are not: HubSpot lets no OAuth app have them. */
const handWritten = ['hsproject.json', '.hsignore', 'src/app/**/{*-hsmeta.json,package.json,*.png,*.jpg,*.gif}']
const leftOut = ['src/app/functions', 'src/app/dist', '**/node_modules']

/**
 * All of the marketplace edition's project: path relative to its folder → its bytes. What is written by hand is read
 * from `project`, the entry files are built from the sources of this repository.
 */
export async function marketplaceFiles(project = projectRoot): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>()
  for (const path of await find(project, handWritten, leftOut)) {
    files.set(path, await readFile(join(project, path)))
  }
  for (const path of await find(join(project, overlay), ['**/*.json'])) {
    const own = await readFile(join(project, overlay, path))
    const base = files.get(path)
    files.set(path, base ? merged(base, own) : own)
  }
  for (const [path, text] of await generatedFiles(projectRoot, 'marketplace')) files.set(path, Buffer.from(text))
  return files
}

function merged(base: Buffer, patch: Buffer): Buffer {
  const json = mergeJson(JSON.parse(String(base)), JSON.parse(String(patch)))
  return Buffer.from(`${JSON.stringify(json, null, 2)}\n`)
}

/** Paths below `cwd`, with `/` on every system. */
async function find(cwd: string, patterns: string[], exclude: string[] = []): Promise<string[]> {
  const paths: string[] = []
  for await (const path of glob(patterns, { cwd, exclude })) paths.push(path.replaceAll('\\', '/'))
  return paths.sort()
}
