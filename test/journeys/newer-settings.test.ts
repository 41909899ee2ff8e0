import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../relay/store/id.ts'
import { createSettingsDesk, type SettingsDesk } from '../settings-desk.ts'
import { until } from '../until.ts'
import { portalId, type World } from '../world.ts'

/** An account whose settings were saved by a newer relay. */
const newer = '4343'

let desk: SettingsDesk
let world: World
beforeAll(async () => {
  desk = await createSettingsDesk({ config: { allowedHosts: ['127.0.0.0/8'] } })
  world = desk.world
  await desk.save({ lines: [desk.line('sms', { settings: phoneSettings() })] })
})
afterAll(() => world.close())

const phoneSettings = () => ({ url: world.phones.url, key: 'phone-key', webhookSecret: 'phone-webhook-secret' })

const saveAsNewer = (ofPortal: string, version: number) =>
  world.database.query(
    `insert into account_section (portal_id, section, version, form, value) values ($1, 'pause', $2, 99, '{}')`,
    [ofPortal, version],
  )

/** A message whose relay died while it left, long ago. */
async function claimed(ofPortal: string): Promise<string> {
  const id = newId()
  await world.database.query(
    `with message as (
       insert into message (portal_id, id, direction, source, contact_id, conversation_id, line_id, channel, address, body,
                            status, created_at, changed_at)
       values ($1, $2, 'outbound', 'card', 1, $3, 'sms', 'sms', '+12025550143', 'Hello', 'sending', now() - interval '1 hour', now())
     )
     insert into delivery (portal_id, message_id, line_id, conversation_id, state, attempts, due_at, since, lease_until)
     values ($1, $2, 'sms', $3, 'sending', 1, now(), now() - interval '1 hour', now() - interval '1 hour')`,
    [ofPortal, id, newId()],
  )
  return id
}

test('an account that only a newer relay can read holds up neither the start nor the messages of others', async () => {
  await world.relay.stop()
  await world.database.query(
    `insert into portal (portal_id, edition, credential, state, workspace, installed_at, changed_at)
     values ($1, 'marketplace', 'oauth', 'active', 'portal-4343', now(), now())`,
    [newer],
  )
  await world.database.query('insert into account (portal_id, version, clock) values ($1, 1, 0)', [newer])
  await saveAsNewer(newer, 1)
  const theirs = await claimed(newer)
  const ours = await claimed(portalId)
  await world.restart()
  const stateOf = async (id: string) =>
    (await world.database.query<{ state: string }>('select state from delivery where message_id = $1', [id]))[0]?.state
  await until(async () => expect(await stateOf(ours)).not.toBe('sending'))
  // Nothing is known of its provider, and so nothing is sent again by a guess.
  await until(async () => expect(await stateOf(theirs)).toBe('unknown'))
})

test('whoever asks for what only a newer relay can read is told so', async () => {
  await saveAsNewer(portalId, await desk.version())
  expect(await desk.say('')).toMatchObject({
    status: 503,
    problem: { code: 'settings_newer', detail: expect.stringContaining('were saved by a newer relay') },
  })
})
