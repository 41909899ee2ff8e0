import { EventEmitter } from 'node:events'
import pino, { type Logger } from 'pino'

/** Milliseconds: a reader that is stuck is not waited for longer. */
const limit = 500

/**
 * Waits until what was just logged is written, or cannot be. A process that ends before writes the rest at once, and
 * the log's own way to do so tries for ever where nobody reads any more (a pipe whose other end is gone).
 */
export function flushLog(log: Logger): Promise<void> {
  const written = (log as unknown as Record<symbol, EventEmitter | undefined>)[pino.symbols.streamSym]
  if (!(written instanceof EventEmitter)) return Promise.resolve()
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      written.off('drain', done)
      written.off('error', done)
      resolve()
    }
    const timer = setTimeout(done, limit)
    written.once('drain', done)
    written.once('error', done)
  })
}
