import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Config } from '../relay/config/config.ts'
import { projectRoot } from '../project/project-root.ts'
import { plainEnvironment } from './plain-environment.ts'

/** `workbench/relay-main.ts` in a process of its own, or what starts it. */
export interface RelayProcess {
  lines: string[]
  /** Resolves when it says that it is ready; rejects with its words when it ends before. */
  ready: Promise<void>
  /** Exit code, or the signal that ended it; once nobody is left that writes where it wrote. */
  ended: Promise<number | NodeJS.Signals | null>
  /** To what was started alone, unless it is to go to everything it has started as well. */
  kill(signal: NodeJS.Signals, to?: 'process' | 'group'): void
}

/** What a process is told so that it runs under this configuration. */
export function environmentOf(config: Config): Record<string, string> {
  const { portal, oauth, pace } = config
  return {
    HOST: config.host,
    PORT: String(config.port),
    PUBLIC_URL: config.publicUrl,
    DATABASE_URL: config.databaseUrl ?? '',
    HUBSPOT_PORTAL_ID: portal?.id ?? '',
    HUBSPOT_ACCESS_TOKEN: portal?.accessToken ?? '',
    HUBSPOT_CLIENT_SECRET: portal?.clientSecrets[0] ?? '',
    HOMING_FUNCTION_SECRET: portal?.functionSecrets[0] ?? '',
    HUBSPOT_OAUTH_CLIENT_ID: oauth?.clientId ?? '',
    HUBSPOT_OAUTH_CLIENT_SECRET: oauth?.clientSecrets[0] ?? '',
    HUBSPOT_APP_URL: oauth?.appUrl ?? '',
    HOMING_MASTER_KEY: config.masterKeys?.[0]?.export().toString('base64') ?? '',
    HOMING_OPERATOR_SECRET: config.operatorSecrets?.[0] ?? '',
    HUBSPOT_API_URL: config.hubspotUrl,
    LINES: JSON.stringify(config.lines),
    TIMELINE_GATHER_MS: String(pace.timelineGather),
    TIMELINE_UPDATE_MS: String(pace.timelineUpdate),
    TIMELINE_DOUBT_MS: String(pace.timelineDoubt),
    SETTLE_MS: String(pace.settle),
    JOB_EXPIRE_S: String(pace.jobExpire ?? 60),
    CATCH_UP_MS: String(pace.catchUp),
  }
}

const ownNode = [process.execPath, 'workbench/relay-main.ts'] as const

/** `command` is what starts it where that is not this Node itself; signals go to what it names. */
export function startRelayProcess(
  env: Record<string, string>,
  command: readonly [string, ...string[]] = ownNode,
): RelayProcess {
  const [program, ...words] = command
  const child = spawn(program, words, {
    cwd: projectRoot,
    env: plainEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own where something stands between, so that all of it can be told.
    detached: command !== ownNode,
  })
  const lines: string[] = []
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal))
  })
  const ready = new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line)
        if (line.includes('"relay is ready"')) resolve()
      })
    }
    void ended.then(() => reject(new Error(`the relay ended before it was ready:\n${lines.join('\n')}`)))
  })
  // Whoever expects it to end does not wait for it to be ready.
  ready.catch(() => undefined)
  return {
    lines,
    ready,
    ended,
    kill(signal, to) {
      if (to === 'group' && child.pid) process.kill(-child.pid, signal)
      else child.kill(signal)
    },
  }
}
