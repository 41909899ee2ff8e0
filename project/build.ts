import { join } from 'node:path'
import { buildMarketplace } from './build-marketplace.ts'
import { generatedFiles } from './generated-files.ts'
import { projectRoot } from './project-root.ts'
import { writeAnew } from './write-anew.ts'

/** Bundles the sources and writes the private edition's entry files below `into` (the repository itself by default). */
export async function buildProject(into = projectRoot): Promise<string[]> {
  const files = await generatedFiles()
  for (const [path, text] of files) await writeAnew(join(into, path), text)
  return [...files.keys()]
}

if (import.meta.main) {
  for (const path of [...(await buildProject()), ...(await buildMarketplace())]) console.log(path)
}
