import { rm } from 'node:fs/promises'
import path from 'node:path'
import { removeEmbedded } from '../relay/store/embedded/remove-embedded.ts'

/** What a workbench keeps in its folder. That of the other edition lies in the private one's, and is not its own. */
const own = ['relay', 'relay.log', 'card', 'workbench.json', 'workbench.json.next', 'workbench.env']

/** Removes what a workbench has kept in its folder, and nothing else that lies there. */
export async function beginAnew(folder: string): Promise<void> {
  await removeEmbedded(path.join(folder, 'relay'))
  for (const name of own) await rm(path.join(folder, name), { recursive: true, force: true })
}
