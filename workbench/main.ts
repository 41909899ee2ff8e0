import path from 'node:path'
import { whenToldToStop } from '../relay/process/when-told-to-stop.ts'
import { readStart } from './read-start.ts'

async function main(): Promise<void> {
  const { edition, fresh, port } = readStart(process.argv.slice(2), process.env)
  // All that it is made of takes seconds to read, and whoever mistyped a word need not wait for that.
  const { createWorkbench } = await import('./workbench.ts')
  const workbench = await createWorkbench({
    ...{ edition, fresh, port },
    folder: path.resolve('.homing', edition === 'private' ? '.' : edition),
    tell: (line) => process.stderr.write(`  ${line} …\n`),
  })
  whenToldToStop(20_000, async ({ fault }) => {
    if (fault) process.stderr.write(`${fault.stack ?? fault.message}\n`)
    await workbench.close()
  })
  const environment = path.relative('.', workbench.environment)
  process.stdout.write(`Homing is ready: ${workbench.url}
Its relay takes the commands of docs/routing.md and the like, such as this one:
  npm exec -c "node --env-file=${environment} relay/main.ts lines"
`)
}

main().catch((error: unknown) => {
  process.stderr.write(`${inWords(error)}\n`)
  process.exit(1)
})

/** What is thrown with a sentence for whoever starts it is an `Error` and nothing more; of all else the stack is wanted. */
function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const told = error.constructor === Error && !('code' in error)
  return told ? error.message : (error.stack ?? error.message)
}
