import { expect } from 'vitest'
import type { ProviderEvent } from '../relay/providers/provider.ts'
import { tellEvents } from './tell-events.ts'
import { tellingProviders } from './telling-provider.ts'
import { createWorld, type World, type WorldOptions } from './world.ts'

/** A world whose provider may tell anything that a provider can tell, by webhook, beside what its phones do. */
export interface TellingWorld extends World {
  /** Posts one delivery with these events; answers how it was answered. */
  tell(events: readonly ProviderEvent[], line?: string): Promise<number>
  /** The provider's id of a message, which is known by now. */
  providerId(messageId: string): Promise<string>
}

export async function createTellingWorld(options: WorldOptions = {}): Promise<TellingWorld> {
  const world = await createWorld({ ...options, parts: { providers: tellingProviders, ...options.parts } })
  // On top of it, so that what begins again with its relay is read anew each time.
  return Object.assign(Object.create(world) as World, {
    tell: (events: readonly ProviderEvent[], line?: string) => tellEvents(world, events, line),
    async providerId(messageId: string) {
      const [row] = await world.database.query<{ provider_id: string | null }>(
        'select provider_id from message where id = $1',
        [messageId],
      )
      expect(row?.provider_id).toBeTruthy()
      return row!.provider_id!
    },
  })
}
