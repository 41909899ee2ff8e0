import './loopback-only.ts'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { createServer, type AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { format } from 'node:util'

/** What the parent sends once: where the project's copy is and where HubSpot's API is played. */
export interface RuntimeOrder {
  /** A folder of this process's own with `src` in it; it goes when the parent goes. */
  folder: string
  platformVersion: string
  accountId: number
  apiOrigin: string
}

/** What the parent hears: `ready` once, `failed` instead of it, `refused` for each connection that was to leave. */
export type RuntimeNews =
  { kind: 'ready'; port: number } | { kind: 'failed'; message: string } | { kind: 'refused'; host: string }

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === '@sentry/node'
      ? { url: new URL('./no-error-reports.ts', import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
})

function tell(news: RuntimeNews): void {
  process.send?.(news)
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Starts HubSpot's dev server as `hs project dev` does, without its account, its prompt and its watching of uploads. */
async function start(order: RuntimeOrder): Promise<number> {
  const { DevModeUnifiedInterfaceNonSingleton } = await import('@hubspot/ui-extensions-dev-server')
  const { translateForLocalDev } = await import('@hubspot/project-parsing-lib/translate')
  type Setup = Parameters<InstanceType<typeof DevModeUnifiedInterfaceNonSingleton>['setup']>[0]
  type Start = NonNullable<Parameters<InstanceType<typeof DevModeUnifiedInterfaceNonSingleton>['start']>[0]>

  /** The dev server wants one extension and asks a person which, when there are several. Functions do not care. */
  class FirstExtension extends DevModeUnifiedInterfaceNonSingleton {
    override parentSetup(setup: Setup): Promise<void> {
      return super.parentSetup({ ...setup, choices: (setup.choices ?? []).slice(0, 1) })
    }
  }

  const { intermediateRepresentation } = await translateForLocalDev(
    { projectSourceDir: join(order.folder, 'src'), platformVersion: order.platformVersion, accountId: order.accountId },
    { skipValidation: true },
  )
  const write = (...words: unknown[]) => {
    const text = format(...words)
    // There is no account here on purpose, so there is no token of a person to fetch.
    if (!text.startsWith('Could not determine PAK scopes')) process.stderr.write(`${text}\n`)
  }
  const server = new FirstExtension()
  await server.setup({
    components: intermediateRepresentation.intermediateNodesIndexedByUid as unknown as Setup['components'],
    logger: { debug: () => undefined, info: () => undefined, warn: write, error: write },
    urls: { api: order.apiOrigin, web: order.apiOrigin },
    setActiveApp: async () => undefined,
  })
  const port = await freePort()
  await server.start({
    accountId: order.accountId,
    requestPorts: async (wanted) => Object.fromEntries(wanted.map(({ instanceId }) => [instanceId, port])),
    projectConfig: { name: 'homing', srcDir: 'src', platformVersion: order.platformVersion } as NonNullable<
      Start['projectConfig']
    >,
  })
  return port
}

process.once('message', (order: RuntimeOrder) => {
  process.once('disconnect', () => {
    process.chdir(dirname(order.folder))
    rmSync(order.folder, { recursive: true, force: true })
    process.exit(0)
  })
  start(order).then(
    (port) => tell({ kind: 'ready', port }),
    (error: unknown) => tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }),
  )
})
