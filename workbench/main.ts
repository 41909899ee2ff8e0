import { rm } from 'node:fs/promises'
import path from 'node:path'
import { whenToldToStop } from '../relay/process/when-told-to-stop.ts'
import { removeEmbedded } from '../relay/store/embedded/remove-embedded.ts'
import { editionNames, type EditionName } from './page/api.ts'
import { createWorkbench } from './workbench.ts'

const port = Number(process.env.PORT ?? 3000)
const words = process.argv.slice(2)

/** `--edition marketplace`; without it the private edition is open. */
function readEdition(): EditionName {
  const at = words.indexOf('--edition')
  const edition = editionNames.find((name) => name === (at === -1 ? 'private' : words[at + 1]))
  if (!edition) throw new Error(`After --edition stands ${editionNames.join(' or ')}.`)
  return edition
}

async function main(): Promise<void> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('PORT must be a number from 0 to 65535.')
  const edition = readEdition()
  const folder = path.resolve('.homing', edition === 'private' ? '.' : edition)
  if (words.includes('--fresh')) {
    // The other edition's folder lies in that of the private one.
    if (edition === 'private') await removeEmbedded(path.join(folder, 'marketplace', 'relay'))
    await removeEmbedded(path.join(folder, 'relay'))
    await rm(folder, { recursive: true, force: true })
  }
  const workbench = await createWorkbench({
    edition,
    port,
    folder,
    tell: (line) => process.stderr.write(`  ${line} …\n`),
  })
  whenToldToStop(20_000, async ({ fault }) => {
    if (fault) process.stderr.write(`${fault.stack ?? fault.message}\n`)
    await workbench.close()
  })
  process.stdout.write(`Homing is ready: ${workbench.url}\n`)
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exit(1)
})
