import { Invalid } from '../relay/errors.ts'
import type { Outgoing, Provider, ProviderEvent, Received } from '../relay/providers/provider.ts'
import { allProviders } from '../workbench/simulator/all-providers.ts'
import { simulator } from '../workbench/simulator/simulator.ts'

/** What it was given to send, in all worlds of a test file. */
export const outgoing: Outgoing[] = []

/** The phone network's provider, which also believes whatever is told in `tell`. */
const telling: Provider<typeof simulator.settings> = {
  ...simulator,
  channels: [...simulator.channels, 'email'],
  send(message, line, context) {
    outgoing.push(message)
    return simulator.send(message, line, context)
  },
  async read(received: Received, line) {
    return told(received) ?? simulator.read(received, line)
  },
}

/** All providers, of which the phone network's tells whatever a test has it tell. */
export const tellingProviders: typeof allProviders = new Map([
  ...allProviders,
  [simulator.name, telling],
  // One that takes a reference once, whatever becomes of it.
  ['simulator-blind', { ...telling, name: 'simulator-blind', idempotent: true }],
])

function withTimes(value: unknown, name = ''): unknown {
  if (name === 'at' || name === 'until') return new Date(String(value))
  if (Array.isArray(value)) return value.map((one) => withTimes(one))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withTimes(one, key)]))
}

function told({ body }: Received): ProviderEvent[] | null {
  const text = Buffer.from(body).toString()
  if (!text.startsWith('{"tell":')) return null
  const { tell } = JSON.parse(text) as { tell: unknown[] }
  if (!Array.isArray(tell)) throw new Invalid('unreadable_delivery', 'Nothing is told.')
  return tell.map((event) => withTimes(event) as ProviderEvent)
}
