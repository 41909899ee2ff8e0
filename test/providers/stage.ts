import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach } from 'vitest'
import type {
  Line,
  Outgoing,
  Provider,
  ProviderContext,
  ProviderEvent,
  Received,
  SendOutcome,
  Sought,
} from '../../relay/providers/provider.ts'
import { atHome } from '../../workbench/at-home.ts'
import { openCallback, type Callback } from './callback.ts'
import type { ProviderDescriptor, World } from './descriptor.ts'

/** What every test of the contract stands on: a fresh fake, a place for its webhooks, and the provider. */
export interface Stage {
  readonly provider: Provider
  readonly descriptor: ProviderDescriptor
  readonly world: World
  readonly callback: Callback
  /** A message to the first person, or whatever the changes say. */
  message(changes?: Partial<Outgoing>): Outgoing
  context(signal?: AbortSignal): ProviderContext
  /** What the relay knows of a message in doubt. */
  sought(message: Outgoing): Sought
  /** Sends, and gives back what was thrown instead of throwing it. */
  attempt(message: Outgoing, options?: { line?: Line; signal?: AbortSignal }): Promise<SendOutcome | Error>
  /** Everything that came in so far: webhooks proven and read, or what `since` has. */
  heard(): Promise<ProviderEvent[]>
  /** The same before it is read. */
  deliveries(): Promise<Received[]>
}

/** Call once in a `describe`: sets the stage anew before each test. */
export function setStage(provider: Provider, descriptor: ProviderDescriptor): Stage {
  let world: World | undefined
  let callback: Callback | undefined
  let beginning: string | undefined
  let startedAt = new Date()

  beforeEach(async () => {
    startedAt = new Date()
    callback = await openCallback()
    world = await descriptor.start(callback.url)
    if (!provider.verify) beginning = (await provider.since?.(null, world.line, context()))?.cursor
  })
  afterEach(async () => {
    await world?.close()
    await callback?.close()
  })

  const present = <Value>(value: Value | undefined): Value => {
    if (value === undefined) throw new Error('The stage is set inside tests only.')
    return value
  }

  function context(signal: AbortSignal = AbortSignal.timeout(provider.limits.timeout)): ProviderContext {
    return { fetch, now: () => new Date(), signal, reach: atHome }
  }

  async function deliveries(): Promise<Received[]> {
    if (provider.verify) return [...present(callback).requests]
    const answer = await provider.since?.(present(beginning), present(world).line, context())
    return answer?.received ?? []
  }

  async function heard(): Promise<ProviderEvent[]> {
    const { line } = present(world)
    if (provider.verify) for (const request of present(callback).requests) provider.verify(request, line, new Date())
    const events: ProviderEvent[] = []
    for (const delivery of await deliveries()) events.push(...(await provider.read(delivery, line)))
    return events
  }

  return {
    provider,
    descriptor,
    get world() {
      return present(world)
    },
    get callback() {
      return present(callback)
    },
    message: (changes = {}) => ({
      reference: randomUUID(),
      to: present(world).person(1),
      subject: null,
      body: 'Hello, this is a test.',
      conversationToken: 'k3m9p2x7q4w8z1v5',
      earlier: [],
      ...changes,
    }),
    context,
    sought: ({ to, body }) => ({ to, body, firstAttemptAt: startedAt, lastAttemptAt: startedAt, others: [] }),
    async attempt(message, { line = present(world).line, signal } = {}) {
      try {
        return await provider.send(message, line, context(signal))
      } catch (error) {
        if (error instanceof Error) return error
        throw error
      }
    },
    heard,
    deliveries,
  }
}
