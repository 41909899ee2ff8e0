import { fork, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { projectRoot } from '../../project/project-root.ts'
import { propertiesApi, type ReadProperties } from './properties-api.ts'
import type { RuntimeNews, RuntimeOrder } from './runtime-process.ts'

/** The body that HubSpot's record page posts to run a function. Unknown members are passed on. */
export interface FunctionExecution {
  serverlessFunction: string
  parameters?: unknown
  objectQuery?: { objectId: number | string; objectTypeId: string; objectPropertyNames: string[] }
  [other: string]: unknown
}

export interface FunctionRuntime {
  /** Where HubSpot's own local runtime listens (loopback); for a page that wants to post to it itself. */
  origin: string
  /** Status and body as the record page would get them: 200 `{ logId, response }`, else HubSpot's error shape. */
  execute(body: FunctionExecution): Promise<{ status: number; json: unknown }>
  /** Hosts that something in the runtime tried to reach outside this machine, in vain. */
  refused: string[]
  /** Settles when the runtime's process has ended and its copy of the project is gone. */
  close(): Promise<void>
}

/** HubSpot's local runtime does not use the id of the app; its path wants one. */
const appId = 1

/**
 * Runs the app functions of `<projectDir>/src` in HubSpot's own local runtime, in a process of its own that cannot reach
 * beyond loopback. `secrets` are handed over as that process's environment, as HubSpot does, and touch no disk.
 * Files are read when it starts: after a build, start another. Throws when it does not start.
 */
export async function createFunctionRuntime(options: {
  projectDir?: string
  secrets: Record<string, string>
  readProperties: ReadProperties
  portalId?: number
  /** Gets each line that a function or the runtime writes. */
  log?: (line: string) => void
}): Promise<FunctionRuntime> {
  const projectDir = options.projectDir ?? projectRoot
  const { platformVersion } = JSON.parse(await readFile(join(projectDir, 'hsproject.json'), 'utf8')) as {
    platformVersion: string
  }
  const token = randomBytes(24).toString('hex')
  const api = await propertiesApi(token, options.readProperties)
  const copy = await copySource(projectDir)
  const child = startProcess(copy, { ...options.secrets, PRIVATE_APP_ACCESS_TOKEN: token })
  const refused: string[] = []
  const lines = collectLines(child, options.log)
  child.on('message', (news: RuntimeNews) => {
    if (news.kind === 'refused') refused.push(news.host)
  })

  const close = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    await api.close()
    await rm(copy, { recursive: true, force: true, maxRetries: 5 })
  }

  const order: RuntimeOrder = {
    folder: copy,
    platformVersion,
    accountId: options.portalId ?? 1,
    apiOrigin: api.origin,
  }
  const news = await firstNews(child, order)
  if (news.kind !== 'ready') {
    await close()
    throw new Error(`HubSpot's local runtime did not start: ${news.message}\n${lines.join('\n')}`.trim())
  }
  const origin = `http://127.0.0.1:${news.port}`
  return {
    origin,
    refused,
    close,
    async execute(body) {
      const url = `${origin}/api/crm-extensibility/execution/internal/v3/action/function/${appId}`
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      return { status: response.status, json: await response.json() }
    },
  }
}

/** The dev server builds into the source folder it runs, so it gets a copy; inside the repository, to find packages. */
async function copySource(projectDir: string): Promise<string> {
  const parent = join(projectRoot, '.homing', 'functions')
  await mkdir(parent, { recursive: true })
  const copy = await mkdtemp(join(parent, 'run-'))
  await cp(join(projectDir, 'src'), join(copy, 'src'), {
    recursive: true,
    filter: (path) => !/[\\/](node_modules|dist|\.env[^\\/]*)$/.test(path),
  })
  return copy
}

/** The environment holds nothing of ours but the secrets, so that a function sees what it would see at HubSpot. */
function startProcess(folder: string, secrets: Record<string, string>): ChildProcess {
  return fork(fileURLToPath(new URL('./runtime-process.ts', import.meta.url)), {
    cwd: folder,
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      PATH: process.env['PATH'],
      SystemRoot: process.env['SystemRoot'],
      HOME: folder,
      USERPROFILE: folder,
      HUBSPOT_CONFIG_PATH: join(folder, 'no-account.yml'),
      ...secrets,
    },
  })
}

async function firstNews(child: ChildProcess, order: RuntimeOrder): Promise<RuntimeNews & { message?: string }> {
  return new Promise((resolve) => {
    child.on('message', (news: RuntimeNews) => {
      if (news.kind !== 'refused') resolve(news)
    })
    child.once('exit', (code) => resolve({ kind: 'failed', message: `its process ended with ${code}` }))
    const late = () => resolve({ kind: 'failed', message: 'it took more than 30 seconds' })
    setTimeout(late, 30_000).unref()
    child.send(order)
  })
}

function collectLines(child: ChildProcess, log: (line: string) => void = () => undefined): string[] {
  const last: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8')
    stream?.on('data', (text: string) => {
      for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
        last.push(line)
        if (last.length > 20) last.shift()
        log(line)
      }
    })
  }
  return last
}
