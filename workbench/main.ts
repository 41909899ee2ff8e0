import { rm } from 'node:fs/promises'
import path from 'node:path'
import closeWithGrace from 'close-with-grace'
import { removeEmbedded } from '../relay/store/embedded/remove-embedded.ts'
import { createWorkbench } from './workbench.ts'

const folder = path.resolve('.homing')
const port = Number(process.env.PORT ?? 3000)

async function main(): Promise<void> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('PORT must be a number from 0 to 65535.')
  if (process.argv.includes('--fresh')) {
    await removeEmbedded(path.join(folder, 'relay'))
    await rm(folder, { recursive: true, force: true })
  }
  const workbench = await createWorkbench({ port, folder, tell: (line) => process.stderr.write(`  ${line} …\n`) })
  closeWithGrace({ delay: 20_000, logger: false }, async ({ err }) => {
    if (err) process.stderr.write(`${err.stack ?? err.message}\n`)
    await workbench.close()
  })
  process.stdout.write(`Homing is ready: ${workbench.url}\n`)
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exit(1)
})
