import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { buildCard, type BuiltCard } from '../../project/build-card.ts'
import { projectRoot } from '../../project/project-root.ts'

/** Unpacks an upload into `<folder>/src`, which must be empty, and builds its card as HubSpot's servers do. */
export async function buildUploadedCard(files: ReadonlyMap<string, Buffer>, folder: string): Promise<BuiltCard> {
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, 'src', path)), { recursive: true })
    await writeFile(join(folder, 'src', path), bytes)
  }
  // Stands for the `npm ci` that HubSpot's builder runs beside the card.
  await symlink(join(projectRoot, 'node_modules'), join(folder, 'src/app/cards/node_modules'), 'junction')
  return buildCard(join(folder, 'built'), folder)
}
