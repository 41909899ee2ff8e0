import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { projectRoot } from '../../project/project-root.ts'
import type { Stage } from './perform.ts'

/** A relay in a process of its own. */
export interface RelayProcess {
  pid: number
  /** Where it listens, once it is ready. Rejects with its last words when it ends before. */
  ready: Promise<string>
  /** Resolves when the process is gone. */
  ended: Promise<void>
  isAlive(): boolean
  kill(signal: Signal): void
}

type Signal = 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT' | 'SIGUSR2'

/**
 * Starts `workbench/relay-main.ts`, or another program that runs a relay, with this environment. Its log is appended to `logFile`, and `heard` as it comes; it is killed
 * at the end if it still runs.
 */
export function startRelay(
  stage: Stage,
  env: Record<string, string>,
  logFile: string,
  heard: (line: string) => void = () => undefined,
  program = 'workbench/relay-main.ts',
): RelayProcess {
  const child = spawn(process.execPath, [program], {
    cwd: projectRoot,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const log = createWriteStream(logFile, { flags: 'a' })
  const last: string[] = []
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  const ready = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        log.write(`${line}\n`)
        heard(line)
        last.push(line)
        if (last.length > 20) last.shift()
        const url = /"url":"([^"]+)".*"relay is ready"/.exec(line)?.[1]
        if (url) resolve(url)
      })
    }
    void ended.then(() => {
      log.end()
      reject(new Error(`the relay ended before it was ready:\n${last.join('\n')}`))
    })
  })
  // Whoever kills it before it is ready does not wait for it.
  ready.catch(() => undefined)
  const isAlive = () => child.exitCode === null && child.signalCode === null
  const kill = (signal: Signal) => void child.kill(signal)
  stage.atEnd(async () => {
    if (isAlive()) kill('SIGKILL')
    await ended
  })
  return { pid: child.pid ?? 0, ready, ended, isAlive, kill }
}
