import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** Another relay may be probing the same port this very moment; that is no reason to leave it. */
const PREFERRED_TRIES = 10

const isFree = (port: number) =>
  new Promise<boolean>((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })

/**
 * A free port on loopback: the preferred one if it is free, since relays that wait for a server to return know it by that. Chosen below the range from which systems take the ports of
 * outgoing connections, so that nobody gets it by chance while the server restarts.
 */
export const freePort = async (preferred: number | undefined): Promise<number> => {
  for (let tries = 0; preferred !== undefined && tries < PREFERRED_TRIES; tries += 1) {
    if (await isFree(preferred)) return preferred
    await wait(randomInt(20, 80))
  }
  for (let tries = 0; tries < 200; tries += 1) {
    const port = randomInt(20_000, 32_000)
    if (await isFree(port)) return port
  }
  throw new Error('No free port was found on 127.0.0.1 between 20000 and 32000.')
}
