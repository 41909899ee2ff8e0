import { createHash } from 'node:crypto'
import { Invalid, Permanent } from '../errors.ts'
import type { Readers } from '../readers/readers.ts'
import type { Provider, ProviderEvent } from './provider.ts'
import { maskSettings } from './settings.ts'

/** What was read lately, at most; for how many milliseconds; and bytes of a delivery whose events are not worth their memory. */
const kept = { most: 100, time: 60_000, bytes: 262_144 }

/**
 * The provider with a `read` that leaves to a reader what is too much to be read between two requests. What is read is asked for
 * again soon: when it comes, when it is worked off, and when HubSpot has been asked; it is read once for all of these.
 */
export function readApart(provider: Provider, readers: Readers): Provider {
  const { apart } = provider
  if (!apart) return provider
  const lately = new Map<string, Promise<ProviderEvent[]>>()

  function keep(key: string, bytes: number, reading: Promise<ProviderEvent[]>): void {
    lately.set(key, reading)
    const [oldest] = lately.keys()
    if (lately.size > kept.most && oldest !== undefined) lately.delete(oldest)
    const forget = () => lately.get(key) === reading && lately.delete(key)
    const later = () => void setTimeout(forget, kept.time).unref()
    // What failed by itself may succeed the next time.
    reading.then(bytes > kept.bytes ? forget : later, (error: unknown) => (isFinal(error) ? later() : forget()))
  }

  return {
    ...provider,
    async read(received, line) {
      if (received.body.length < apart.from) return provider.read(received, line)
      const { origin, headers, body } = received
      // The database gives headers back in an order of its own.
      const place = JSON.stringify([line.portalId, line.id, origin, Object.entries(headers).toSorted()])
      const key = createHash('sha256').update(place).update(body).digest('base64')
      const known = lately.get(key)
      if (known) return known
      const settings = maskSettings(provider, line.settings)
      const reading = readers.run<Provider['read']>({
        module: apart.module,
        name: 'read',
        args: [
          { origin, headers, body },
          { ...line, callbackUrl: line.callbackUrl, settings },
        ],
        whose: line.portalId,
      })
      keep(key, body.length, reading)
      return reading
    },
  }
}

function isFinal(error: unknown): boolean {
  return error instanceof Permanent || error instanceof Invalid
}
