import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Writes a file, and its folders, unless it says just that already: whoever reads it meanwhile never finds half of it. */
export async function writeAnew(path: string, content: string | Buffer): Promise<void> {
  const bytes = Buffer.from(content)
  const before = await readFile(path).catch(() => null)
  if (before?.equals(bytes)) return
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, bytes)
}
