import { glob } from 'node:fs/promises'
import { join, relative } from 'node:path'

/** What `hs` does not upload, and what it makes itself. */
const skipped = ['node_modules', 'dist']

/** The files below `<folder>/src` that are none of `files`: their paths relative to `folder`, with `/` on every system. */
export async function leftOver(folder: string, files: ReadonlyMap<string, unknown>): Promise<string[]> {
  const paths: string[] = []
  const found = glob('src/**/*', { cwd: folder, withFileTypes: true, exclude: ({ name }) => skipped.includes(name) })
  for await (const entry of found) {
    const path = relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/')
    if (entry.isFile() && !files.has(path)) paths.push(path)
  }
  return paths.sort()
}
