import { setTimeout as sleep } from 'node:timers/promises'
import type { WatchWays } from '../provider.ts'
import type { EmailLine } from './email-line.ts'
import { openMailbox } from './imap.ts'

/** How long to wait between connections, in milliseconds, and where the jitter comes from. */
interface WatchPace {
  first: number
  longest: number
  /** A connection that held this long counts as sound; after it the delay begins anew. */
  sound: number
  random: () => number
}

const pace: WatchPace = { first: 1_000, longest: 300_000, sound: 60_000, random: Math.random }

/**
 * Listens with IMAP IDLE (or asks every two minutes where the server has none) and calls `wake` when something came,
 * and after every connection, since something may have come in between. Reconnects by itself; returns when aborted.
 */
export async function watch(
  line: EmailLine,
  wake: () => void,
  signal: AbortSignal,
  ways?: WatchWays,
  { first, longest, sound, random }: WatchPace = pace,
): Promise<void> {
  let delay = first
  while (!signal.aborted) {
    const began = performance.now()
    // Why it ended is of no use here: `since` meets the same server and reports it.
    await listen(line, wake, signal, ways).catch(() => undefined)
    delay = performance.now() - began >= sound ? first : Math.min(longest, delay * 2)
    await sleep(delay * (0.5 + random() / 2), undefined, { signal }).catch(() => undefined)
  }
}

/** One connection from opening to loss. */
async function listen(line: EmailLine, wake: () => void, signal: AbortSignal, ways?: WatchWays): Promise<void> {
  const client = await openMailbox(line, { ...ways, signal })
  client.on('exists', ({ count, prevCount }) => {
    if (count > prevCount) wake()
  })
  wake()
  try {
    while (!signal.aborted && client.usable && (await client.idle()) !== false) await sleep(10)
  } finally {
    client.close()
  }
}
