import { Worker } from 'node:worker_threads'
import type { Answered, Asked } from './asked.ts'
import { tellError } from './told-error.ts'
import type { Watched } from './watched.ts'

/** What runs in a reader: one piece of work after the other; the next is here already when one is done. */
const [processor = '', memory = ''] = process.argv.slice(2)
/** The number of the work under way; 0 while there is none. */
const turn = new Int32Array(new SharedArrayBuffer(4))
const workerData: Watched = { turn, parent: process.ppid, processor: Number(processor), memory: Number(memory) }
const watcher = new Worker(new URL('./watch-reader.ts', import.meta.url), { workerData, env: {}, execArgv: [] })
watcher.unref()
let turns = 0
let last = Promise.resolve()

process.on('message', (asked: Asked) => {
  last = last.then(() => work(asked)).then(answer)
})
// Whoever types Ctrl-C means the relay, which ends its readers itself.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
// Whoever had it read has gone.
process.on('disconnect', () => process.exit())

async function work({ module, name, args }: Asked): Promise<Answered> {
  try {
    const exported = (await import(module)) as Record<string, (...args: unknown[]) => unknown>
    // What it costs to begin is not the work's.
    Atomics.store(turn, 0, (turns = (turns % 1_000_000) + 1))
    return { done: await exported[name]!(...args) }
  } catch (error) {
    return { failed: tellError(error) }
  }
}

function answer(answered: Answered): void {
  Atomics.store(turn, 0, 0)
  try {
    process.send?.(answered)
  } catch (error) {
    process.send?.({ failed: tellError(error) })
  }
}
