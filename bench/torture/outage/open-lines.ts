import { allProviders } from '../../../workbench/simulator/all-providers.ts'
import type { Provider } from '../../../relay/providers/provider.ts'
import type { ProviderDescriptor, World } from '../../../test/providers/descriptor.ts'
import type { Stage } from '../../stage/perform.ts'
import { account } from '../../stage/relay-settings.ts'
import type { Pigeonhole, PostOffice } from '../providers/post-office.ts'
import { openGate, type Gate } from './gate.ts'

/** A line of a provider, which the relay reaches only through the gates. Its id is the provider's name. */
export interface OutageLine {
  id: string
  provider: Provider
  world: World
  gates: Gate[]
  webhooks: Pigeonhole
  /** As the admin would write it. */
  config: object
}

/** The workbench's own that cannot be asked is left out: it is no provider, and says nothing that the others do not. */
const leftOut = 'simulator-blind'

/** Starts a fake for each of the nine providers, and the workbench's phone network, each behind gates. */
export async function openLines(stage: Stage, office: PostOffice): Promise<OutageLine[]> {
  const lines: OutageLine[] = []
  for (const provider of allProviders.values()) {
    if (provider.name === leftOut) continue
    const id = provider.name
    const file = new URL(`../../../test/providers/${id}.ts`, import.meta.url)
    const { descriptor } = (await import(file.href)) as { descriptor: ProviderDescriptor }
    const world = await descriptor.start(`${office.url}/webhooks/${account.portalId}/${id}`, 'relay')
    stage.atEnd(() => world.close())
    const gates = new Map<number, Gate>()
    const through = async (port: number): Promise<number> => {
      const gate = gates.get(port) ?? (await openGate(stage, port))
      gates.set(port, gate)
      return gate.port
    }
    const settings = await behindGates(world.line.settings, through)
    const { channel, address } = world.line
    const config = { id, label: `Line ${id}`, provider: id, channel, address, settings }
    lines.push({ id, provider, world, gates: [...gates.values()], webhooks: office.line(id), config })
  }
  return lines
}

/** The same settings, in which every port of this machine is a gate's. */
async function behindGates(value: unknown, through: (port: number) => Promise<number>): Promise<unknown> {
  if (typeof value === 'string') {
    const port = /^https?:\/\/127\.0\.0\.1:(\d+)/.exec(value)?.[1]
    return port ? value.replace(`:${port}`, `:${await through(Number(port))}`) : value
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const entries: [string, unknown][] = []
  for (const [name, one] of Object.entries(value)) {
    const isPort = name === 'port' && typeof one === 'number'
    entries.push([name, isPort ? await through(one) : await behindGates(one, through)])
  }
  return Object.fromEntries(entries)
}
