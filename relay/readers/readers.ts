import { availableParallelism } from 'node:os'
import { Temporary } from '../errors.ts'
import type { Asked } from './asked.ts'
import { startReader, type Reader, type ReaderLimits } from './reader.ts'

/** What strangers wrote is read beside the process that answers requests. */
export interface Readers {
  /** So many work at once. */
  readonly most: number
  /**
   * Calls the function of this name that the module (a `file:` URL) exports, with copies of these arguments. It must need nothing
   * but them. Throws what it throws, and `Permanent` where it takes more than it may (`too_long_to_read`, `too_large_to_read`).
   */
  run<Work extends (...args: never[]) => unknown>(task: Task<Work>): Promise<Awaited<ReturnType<Work>>>
  /** Ends all of them; what waits and what runs is `Temporary`. */
  close(): Promise<void>
}

/** One piece of work. */
interface Task<Work extends (...args: never[]) => unknown> {
  module: string
  name: string
  args: Parameters<Work>
  /** Whose it is: of those who want more than there is, each has a turn after all others. */
  whose: string
}

interface Waiting {
  asked: Asked
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

/** How many readers there are, and what one piece of work may take; ordinary ones unless given. */
export interface ReadersOptions {
  most?: number
  limits?: Partial<ReaderLimits>
}

/** What one piece of work may take: more than any honest mail of ten megabytes needs. */
const usual: ReaderLimits = { processor: 5_000, time: 60_000, memory: 256 }

/**
 * A few readers, started when there is work for them, and replaced when they end. One processor is left to the process that
 * answers, where the machine has more than one.
 */
export function createReaders(options: ReadersOptions = {}): Readers {
  const most = options.most ?? Math.max(1, Math.min(4, availableParallelism() - 1))
  const limits = { ...usual, ...options.limits }
  /** By whose they are; whoever has had a turn goes to the end. */
  const waiting = new Map<string, Waiting[]>()
  const idle: Reader[] = []
  const working = new Set<Reader>()
  let closed = false

  function next(): Waiting | undefined {
    for (const [whose, tasks] of waiting) {
      waiting.delete(whose)
      const task = tasks.shift()
      if (tasks.length > 0) waiting.set(whose, tasks)
      if (task) return task
    }
    return undefined
  }

  function begin(): void {
    while (!closed && working.size < most) {
      const task = next()
      if (!task) return
      let reader = idle.pop()
      while (reader?.isOver()) reader = idle.pop()
      void work(reader ?? startReader(limits), task)
    }
  }

  async function work(reader: Reader, { asked, resolve, reject }: Waiting): Promise<void> {
    working.add(reader)
    try {
      resolve(await reader.run(asked))
    } catch (error) {
      reject(closed ? stopping() : error)
    } finally {
      working.delete(reader)
      if (!reader.isOver()) idle.push(reader)
      begin()
    }
  }

  return {
    most,
    run({ module, name, args, whose }) {
      if (closed) return Promise.reject(stopping())
      return new Promise((resolve, reject) => {
        const tasks = waiting.get(whose) ?? []
        tasks.push({ asked: { module, name, args }, resolve: resolve as (value: unknown) => void, reject })
        waiting.set(whose, tasks)
        begin()
      })
    },
    async close() {
      closed = true
      for (const { reject } of [...waiting.values()].flat()) reject(stopping())
      waiting.clear()
      await Promise.all([...idle, ...working].map((reader) => reader.end()))
    },
  }
}

function stopping(): Temporary {
  return new Temporary('stopping', 'the relay stops')
}
