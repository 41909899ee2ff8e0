import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPhoneNetwork, type PhoneNetwork } from '../../workbench/phone-network/phone-network.ts'
import { onceTo } from '../once-to.ts'
import { createSettingsDesk, type SettingsDesk } from '../settings-desk.ts'
import { until } from '../until.ts'
import type { World } from '../world.ts'

let desk: SettingsDesk
let world: World
let other: PhoneNetwork
beforeAll(async () => {
  desk = await createSettingsDesk({ config: { allowedHosts: ['127.0.0.0/8'] }, pace: { settle: 1_500 } })
  world = desk.world
  other = createPhoneNetwork({ key: 'another-key', secret: 'another-webhook-secret', deliverAfter: 20 })
  await other.listen()
})
afterAll(async () => {
  await world.close()
  await other.close()
})

test('a message in doubt whose line leads to another vendor by then is not sent again, since that one cannot know it', async () => {
  const of = (network: PhoneNetwork, key: string, webhookSecret: string) =>
    desk.line('sms', { settings: { url: network.url, key, webhookSecret } })
  await desk.save({ lines: [of(world.phones, 'phone-key', 'phone-webhook-secret')] })
  const contact = await world.contact({ mobilephone: '+12025550177' })
  // It is carried, and nobody hears so: neither by an answer nor by a webhook.
  const cut = { mode: 'reset' as const, delivered: true, ...onceTo(contact) }
  world.phones.faults.set(cut, { mode: 'drop', to: '+12025550177' })
  await until(async () => void (await world.accepted(contact, 'Once')))
  const statuses = async () => (await world.shown(contact)).map(({ status }) => status)
  const received = (network: PhoneNetwork) => network.phone('+12025550177').messages().length
  await until(() => expect(received(world.phones)).toBe(1))
  await until(async () => expect(await statuses()).toEqual(['unknown']))

  await desk.save({ lines: [of(other, 'another-key', 'another-webhook-secret')] })
  await until(() => {
    const told = world.logged.filter((line) => line.includes('a line leads elsewhere since a message'))
    expect([told.length, received(other)]).toEqual([1, 0])
  })
  expect(await statuses()).toEqual(['unknown'])
})
