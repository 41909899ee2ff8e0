import { expect } from 'vitest'
import type { Webhooks } from '../workbench/hubspot/webhooks.ts'
import { until } from './until.ts'
import type { TestContact, World } from './world.ts'

/** What tests do with contacts that HubSpot tells of. The world is asked for when it is needed, since it is opened later. */
export function standingDesk(of: () => { world: World; webhooks: Webhooks }) {
  let people = 0
  const person = (mobilephone = `+1202557${String((people += 1)).padStart(4, '0')}`): Promise<TestContact> =>
    of().world.contact({ firstname: 'Ada', mobilephone })
  const phone = (contact: TestContact) => contact.properties.mobilephone ?? ''
  const got = (contact: TestContact) =>
    of()
      .world.phones.phone(phone(contact))
      .messages()
      .map(({ body }) => body)

  const at = (milliseconds: number) => ({ occurredAt: Date.now() + milliseconds })
  const merged = (from: TestContact[], into: TestContact, more = {}) =>
    of().webhooks.event('contact.merge', into.id, {
      ...{ primaryObjectId: Number(from[0]?.id), newObjectId: Number(into.id) },
      ...{ mergedObjectIds: from.map(({ id }) => Number(id)), ...more },
    })
  /** Tells it, and waits until all of it is worked off. */
  async function tell(...told: ReturnType<Webhooks['event']>[]): Promise<void> {
    for (const { status, text } of await of().webhooks.post(told)) expect(status, text).toBe(200)
    await until(async () =>
      expect(await of().world.database.query('select id from hubspot_event where done_at is null')).toEqual([]),
    )
  }
  /** Nothing is under way that has to do with these. */
  const quiet = () =>
    until(async () =>
      expect(
        await of().world.database.query(
          "select kind from task where kind in ('auto-send', 'ask-contact') or due_at < instant() + interval '10 seconds'",
        ),
      ).toEqual([]),
    )

  return { person, phone, got, at, merged, tell, quiet }
}
