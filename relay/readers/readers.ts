import { availableParallelism } from 'node:os'
import { Temporary } from '../errors.ts'
import type { Asked } from './asked.ts'
import { NotBegun, startReader, type Reader, type ReaderLimits } from './reader.ts'

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
  whose: string
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

/** How many readers there are, and what one piece of work may take; ordinary ones unless given. */
export interface ReadersOptions {
  most?: number
  limits?: Partial<ReaderLimits>
}

/** One that is read and one that is there when it is done, so that no reader waits for the way between the processes. */
const eachHas = 2

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
  let all: Reader[] = []
  /** Pieces of work that readers have, by whose they are. */
  const taken = new Map<string, number>()
  let closed = false

  /** Of those whose nothing is under way first. */
  function next(): Waiting | undefined {
    const [whose] = [...waiting.keys()].toSorted((one, other) => (taken.get(one) ?? 0) - (taken.get(other) ?? 0))
    if (whose === undefined) return undefined
    const tasks = waiting.get(whose)!
    const task = tasks.shift()
    waiting.delete(whose)
    if (tasks.length > 0) waiting.set(whose, tasks)
    return task
  }

  /** The one with the least to do, if it may be given more. */
  function free(): Reader | undefined {
    all = all.filter((reader) => !reader.isOver())
    const [least] = all.toSorted((one, other) => one.busy - other.busy)
    if (least && (least.busy === 0 || (all.length === most && least.busy < eachHas))) return least
    if (all.length === most) return undefined
    const reader = startReader(limits)
    all.push(reader)
    return reader
  }

  function begin(): void {
    while (!closed && waiting.size > 0) {
      const reader = free()
      const task = reader && next()
      if (!task) return
      void work(reader, task)
    }
  }

  async function work(reader: Reader, task: Waiting): Promise<void> {
    count(task.whose, 1)
    try {
      task.resolve(await reader.run(task.asked))
    } catch (error) {
      if (closed) task.reject(stopping())
      else if (error instanceof NotBegun) waiting.set(task.whose, [task, ...(waiting.get(task.whose) ?? [])])
      else task.reject(error)
    } finally {
      count(task.whose, -1)
      begin()
    }
  }

  function count(whose: string, one: 1 | -1): void {
    const now = (taken.get(whose) ?? 0) + one
    if (now === 0) taken.delete(whose)
    else taken.set(whose, now)
  }

  return {
    most,
    run({ module, name, args, whose }) {
      if (closed) return Promise.reject(stopping())
      return new Promise((resolve, reject) => {
        const tasks = waiting.get(whose) ?? []
        tasks.push({ asked: { module, name, args }, whose, resolve: resolve as (value: unknown) => void, reject })
        waiting.set(whose, tasks)
        begin()
      })
    },
    async close() {
      closed = true
      for (const { reject } of [...waiting.values()].flat()) reject(stopping())
      waiting.clear()
      await Promise.all(all.map((reader) => reader.end()))
    },
  }
}

function stopping(): Temporary {
  return new Temporary('stopping', 'the relay stops')
}
