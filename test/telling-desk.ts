import { expect } from 'vitest'
import type { ProviderEvent } from '../relay/providers/provider.ts'
import type { TellingWorld } from './telling-world.ts'
import { until } from './until.ts'
import type { TestContact } from './world.ts'
import { openInbox } from '../workbench/open-inbox.ts'

type Reply = Extract<ProviderEvent, { kind: 'reply' }>

/** What tests do with people of whom a provider tells. The world is asked for when it is needed, since it is opened later. */
export function tellingDesk(of: () => TellingWorld) {
  let given = 0
  let ids = 0
  const at = (second = 0) => new Date(Date.UTC(2026, 10, 20, 10, 0, second))
  return {
    person: () => of().contact({ mobilephone: `+1202555${8500 + given++}` }),
    texts: async (contact: TestContact) => (await of().shown(contact)).map(({ body }) => body),
    at,
    says(contact: TestContact, body: string, more: Partial<Reply> = {}): Reply {
      const from = contact.properties.mobilephone!
      return { kind: 'reply', providerId: `r${(ids += 1)}`, from, body, subject: null, at: at(), ...more }
    },
    /** All that was told is settled, but for what waits for something. */
    settled: () =>
      until(async () =>
        expect(await of().database.query(`select 1 from ${openInbox} i where parked is null`)).toEqual([]),
      ),
    mayBeWrittenTo: async (contact: TestContact) =>
      (await of().card('conversation', { contact })).body.lines.find(({ id }) => id === 'sms')?.obstacle?.is ?? 'yes',
  }
}
