import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Stage } from '../../stage/perform.ts'

interface Asked {
  at: number
  took: number
  beside: number
}

/** How long `/healthz` was silent, as far as the machine was not. */
export interface Gaps {
  asked: number
  /** Milliseconds. */
  worst: number
  /** Moments at which a bare server took more than `noise`, too. */
  leftOut: number
  /** The longest ones, when they were. */
  longest: Asked[]
}

const noise = 100

/** Two processes: one answers and does nothing else, one asks it and the relay. The returned function says what was so far. */
export async function watchGaps(stage: Stage, relayUrl: string): Promise<() => Gaps> {
  const bare = await openBare(stage)
  const asker = fork(join(import.meta.dirname, 'asker-process.ts'), [relayUrl, bare], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  stage.atEnd(() => end(asker))
  const all: Asked[] = []
  asker.on('message', (one) => void all.push(one as Asked))
  return () => {
    const counted = all.filter(({ beside }) => beside <= noise)
    const longest = counted.toSorted((one, other) => other.took - one.took).slice(0, 8)
    return {
      asked: all.length,
      worst: Math.round(longest[0]?.took ?? 0),
      leftOut: all.length - counted.length,
      longest,
    }
  }
}

async function openBare(stage: Stage): Promise<string> {
  const bare = fork(join(import.meta.dirname, 'bare-process.ts'), { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  stage.atEnd(() => end(bare))
  return new Promise((resolve, reject) => {
    bare.once('exit', () => reject(new Error('the bare server ended')))
    createInterface({ input: bare.stdout! }).once('line', resolve)
  })
}

async function end(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve))
  if (child.exitCode === null && child.kill('SIGKILL')) await gone
}
