import { fork } from 'node:child_process'
import type { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { Permanent } from '../errors.ts'
import type { Answered, Asked } from './asked.ts'
import { limitSignals } from './limit-signals.ts'
import { toldError } from './told-error.ts'

/** What one piece of work may take. */
export interface ReaderLimits {
  /** Milliseconds of a processor: a machine that has much else to do makes nothing longer. */
  processor: number
  /** Milliseconds in all, for work that waits for what never comes. */
  time: number
  /** Megabytes of JavaScript's own; of all that the process holds it is four times as much. */
  memory: number
}

/** The reader ended before this piece of work had its turn: nothing is known of it, and another may do it. */
export class NotBegun extends Error {
  override name = 'NotBegun'
}

export interface Reader {
  /**
   * What is asked while another piece of work is under way is done after it. Ends this work, or the reader: `isOver` says so, and
   * whoever needs one starts another.
   */
  run(asked: Asked): Promise<unknown>
  /** Pieces of work that have no answer yet. */
  readonly busy: number
  isOver(): boolean
  end(): Promise<void>
}

interface Ask {
  resolve: (value: unknown) => void
  reject: (error: Error) => void
}

const main = fileURLToPath(new URL('./reader-main.ts', import.meta.url))

/**
 * Starts a reader, a process that does one piece of work after the other. It is no thread, since one that finds no memory may take the
 * whole process with it (decision 069). Throws what the work throws; `Permanent` with `too_long_to_read` or `too_large_to_read` where
 * it takes more than it may, and any other error where the reader ends in another way.
 */
export function startReader(limits: ReaderLimits): Reader {
  const { TZ, SystemRoot } = process.env
  const child = fork(main, [String(limits.processor), String(4 * limits.memory)], {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${limits.memory}`],
    // Nothing else of what the relay is told in its environment is of use to it.
    env: { ...(TZ && { TZ }), ...(SystemRoot && { SystemRoot }) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const stderr = child.stderr as Socket
  let over = false
  let said = ''
  /** Without an answer, the one that is under way first. */
  const asks: Ask[] = []
  let timer: NodeJS.Timeout | undefined
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))

  stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-500)))
  child.on('message', (answered: Answered) => {
    const ask = asks.shift()
    watch()
    if ('done' in answered) ask?.resolve(answered.done)
    else ask?.reject(toldError(answered.failed))
  })
  child.on('error', (error) => fail(new Error(`the process that reads could not be started: ${error.message}`)))
  child.on('close', (code, signal) => fail(causeOf(code, signal)))
  rest()

  /** Whatever was under way is to blame; what stood behind it had no turn. */
  function fail(error: Error): void {
    over = true
    const [first, ...others] = asks.splice(0)
    watch()
    first?.reject(error)
    for (const { reject } of others) reject(new NotBegun('the process that was to read it has ended'))
  }

  /** The time of the one that is under way. */
  function watch(): void {
    clearTimeout(timer)
    if (asks.length === 0) return rest()
    timer = setTimeout(() => {
      fail(new Error(`reading it came to no end within ${limits.time} ms`))
      child.kill('SIGKILL')
    }, limits.time)
  }

  function causeOf(code: number | null, signal: string | null): Error {
    if (signal === limitSignals.processor) return tooLong(limits)
    if (signal === limitSignals.memory) return tooLarge(limits)
    return new Error(`the process that read it ended with ${signal ?? code}: ${said.trim()}`)
  }

  /** It keeps nobody waiting who wants to end. */
  function rest(): void {
    child.unref()
    child.channel?.unref()
    stderr.unref()
  }

  return {
    isOver: () => over,
    get busy() {
      return asks.length
    },
    run(asked) {
      child.ref()
      child.channel?.ref()
      return new Promise((resolve, reject) => {
        // Throws where it cannot be handed over; then the reader never hears of it.
        child.send(asked, (error) => {
          if (error) fail(new Error(`the process that reads has gone: ${error.message}`))
        })
        asks.push({ resolve, reject })
        if (asks.length === 1) watch()
      })
    },
    async end() {
      over = true
      if (child.exitCode !== null || child.signalCode !== null) return
      child.ref()
      child.kill('SIGKILL')
      await ended
    },
  }
}

function tooLong({ processor }: ReaderLimits): Permanent {
  const words = `Reading it took more than ${processor / 1_000} s, which is all that one may take. It is kept as it came.`
  return new Permanent('too_long_to_read', words)
}

function tooLarge({ memory }: ReaderLimits): Permanent {
  const words = `Reading it took more than ${memory} MB of memory, which is all that one may take. It is kept as it came.`
  return new Permanent('too_large_to_read', words)
}
