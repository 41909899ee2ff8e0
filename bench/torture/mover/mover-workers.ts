import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { Stage } from '../../stage/perform.ts'
import type { MoverOrder, MoverReport } from './mover-process.ts'

/** The processes that play, at any time as many of them. */
export interface MoverWorkers {
  /** To one that is neither dead nor frozen. */
  ask(order: MoverOrder): void
  /** Something happens to one of them: it is killed and another begins, or it stands still for a while. */
  strike(): void
  /** So many are killed at once, with all that they have begun, and others begin. */
  kill(count: number): void
  /** No more of that; all of them do only what must be done. */
  calm(): void
  killed: () => number
  frozen: () => number
}

/** Milliseconds: at most longer than any claim and than anybody waits before a provider is asked about a doubt. */
const longestFreeze = 4_000

export function startMoverWorkers(
  stage: Stage,
  count: number,
  begin: MoverOrder,
  env: Record<string, string>,
  heard: (report: MoverReport) => void,
): MoverWorkers {
  const alive = new Set<ChildProcess>()
  const asleep = new Map<ChildProcess, () => void>()
  let isCalm = false
  let killed = 0
  let frozen = 0

  function start(): void {
    const child = fork(join(import.meta.dirname, 'mover-process.ts'), {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, ...env },
    })
    alive.add(child)
    child.on('message', heard)
    // Told to one that has just been killed: it hears nothing any more.
    child.on('error', () => undefined)
    child.once('exit', (code) => {
      alive.delete(child)
      // Whoever is killed has none.
      if (code !== null) heard({ report: 'wrong', words: `a process ended by itself, with ${code}` })
      asleep.get(child)?.()
    })
    child.send(begin)
    if (isCalm) child.send({ order: 'calm' } satisfies MoverOrder)
  }
  for (let index = 0; index < count; index += 1) start()
  stage.atEnd(async () => {
    const ends = [...alive].map((child) => new Promise((resolve) => child.once('exit', resolve)))
    for (const child of alive) child.kill('SIGKILL')
    await Promise.all(ends)
  })

  const awake = () => [...alive].filter((child) => !asleep.has(child) && child.connected)
  const anyOf = <Item>(items: Item[]): Item | undefined => items[Math.floor(Math.random() * items.length)]

  function freeze(child: ChildProcess): void {
    frozen += 1
    child.kill('SIGSTOP')
    const wake = () => {
      clearTimeout(timer)
      asleep.delete(child)
      child.kill('SIGCONT')
    }
    const timer = setTimeout(wake, 300 + Math.random() * longestFreeze)
    asleep.set(child, wake)
  }

  function kill(child: ChildProcess): void {
    killed += 1
    alive.delete(child)
    child.kill('SIGKILL')
    start()
  }

  return {
    ask: (order) => void anyOf(awake())?.send(order),
    strike() {
      const child = anyOf(awake())
      if (!child) return
      if (Math.random() < 0.5) freeze(child)
      else kill(child)
    },
    kill(count) {
      for (const child of awake().slice(0, count)) kill(child)
    },
    calm() {
      isCalm = true
      for (const wake of [...asleep.values()]) wake()
      for (const child of alive) if (child.connected) child.send({ order: 'calm' } satisfies MoverOrder)
    },
    killed: () => killed,
    frozen: () => frozen,
  }
}
