import { expect } from 'vitest'
import { postEvents } from './post-events.ts'
import { until } from './until.ts'
import type { WaitingDesk } from './waiting-desk.ts'
import type { TestContact } from './world.ts'

/** What tests do with people who are to be forgotten. The desk is asked for when it is needed, since it is opened later. */
export function forgettingDesk(of: () => WaitingDesk) {
  return {
    post: (body: string | Uint8Array, secret?: string) => postEvents(of().world, body, secret),
    /** A person who was written to. */
    async known(body = 'A word that must be forgotten'): Promise<TestContact> {
      const { world, person } = of()
      const contact = await person()
      await world.accepted(contact, body)
      await until(async () => expect((await world.shown(contact))[0]?.status).toBe('sent'))
      return contact
    },
    isForgotten: (contact: TestContact) =>
      until(async () =>
        expect((await of().world.shown(contact)).map(({ body, address }) => [body, address])).toEqual([['', '']]),
      ),
  }
}
