import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LineSetting } from '../../contract/settings/lines.ts'
import { Temporary } from '../../relay/errors.ts'
import type { Line, Provider } from '../../relay/providers/provider.ts'
import { createPhoneNetwork, type PhoneNetwork } from '../../workbench/phone-network/phone-network.ts'
import { allProviders } from '../../workbench/simulator/all-providers.ts'
import { onceTo } from '../once-to.ts'
import { createSettingsDesk, type SettingsDesk } from '../settings-desk.ts'
import { until } from '../until.ts'
import type { World } from '../world.ts'

let desk: SettingsDesk
let world: World
let other: PhoneNetwork
beforeAll(async () => {
  const simulator = allProviders.get('simulator')!
  // Of a vendor whose accounts differ by nothing but a secret, and know nothing of each other's messages.
  const first = (line: Line) => {
    const { id, portalId, label, channel, address, callbackUrl, settings } = line
    return { id, portalId, label, channel, address, callbackUrl, settings: { ...settings, key: 'phone-key' } }
  }
  const accounts: Provider = {
    ...simulator,
    name: 'accounts',
    send: (message, line, context) => simulator.send(message, first(line), context),
    find(_id, line) {
      if (line.settings['key'] !== 'phone-key') return Promise.resolve(null)
      throw new Temporary('busy', 'The first account does not answer now.', { retryAfter: 500 })
    },
  }
  const providers = new Map([
    ...allProviders,
    ['repeatable', { ...simulator, name: 'repeatable', idempotent: true }],
    ['accounts', accounts],
  ])
  const config = { allowedHosts: ['127.0.0.0/8'] }
  desk = await createSettingsDesk({ config, pace: { settle: 1_500 }, parts: { providers } })
  world = desk.world
  other = createPhoneNetwork({ key: 'another-key', secret: 'another-webhook-secret', deliverAfter: 20 })
  await other.listen()
})
afterAll(async () => {
  await world.close()
  await other.close()
})

const of = (network: PhoneNetwork, more: Partial<LineSetting> = {}) => {
  const [key, webhookSecret] =
    network === other ? ['another-key', 'another-webhook-secret'] : ['phone-key', 'phone-webhook-secret']
  return desk.line('sms', { settings: { url: network.url, key, webhookSecret }, ...more })
}
const received = (network: PhoneNetwork, phone: string) => network.phone(phone).messages().length

test('a message in doubt whose line leads to another vendor by then is not sent again, since that one cannot know it', async () => {
  const phone = '+12025550177'
  await desk.save({ lines: [of(world.phones)] })
  const contact = await world.contact({ mobilephone: phone })
  // It is carried, and nobody hears so: neither by an answer nor by a webhook.
  const cut = { mode: 'reset' as const, delivered: true, ...onceTo(contact) }
  world.phones.faults.set(cut, { mode: 'drop', to: phone })
  await until(async () => void (await world.accepted(contact, 'Once')))
  const statuses = async () => (await world.shown(contact)).map(({ status }) => status)
  await until(() => expect(received(world.phones, phone)).toBe(1))
  await until(async () => expect(await statuses()).toEqual(['unknown']))

  await desk.save({ lines: [of(other)] })
  await until(() => {
    const told = world.logged.filter((line) => line.includes('a line leads elsewhere since a message'))
    expect([told.length, received(other, phone)]).toEqual([1, 0])
  })
  expect(await statuses()).toEqual(['unknown'])
})

test('nor is one that the vendor before would have known again', async () => {
  const phone = '+12025550178'
  await desk.save({ lines: [of(world.phones, { provider: 'repeatable' })] })
  const contact = await world.contact({ mobilephone: phone })
  world.phones.faults.set({ mode: 'reset', delivered: true, to: phone }, { mode: 'drop', to: phone })
  let id = ''
  await until(async () => void (id = await world.accepted(contact, 'Once')))
  const standing = async () => {
    const [row] = await world.database.query<{ state: string; code: string | null }>(
      `select d.state, m.error_code as code from delivery d join message m on m.id = d.message_id where m.id = $1`,
      [id],
    )
    return row
  }
  await until(async () => expect(await standing()).toMatchObject({ code: 'outcome_unknown' }))
  await desk.save({ lines: [of(other, { provider: 'repeatable' })] })
  await until(async () => expect([await standing(), received(other, phone)]).toMatchObject([{ state: 'unknown' }, 0]))
  expect(received(world.phones, phone)).toBe(1)
})

test('nor one whose line has another key by then, which may be of another account', async () => {
  const phone = '+12025550179'
  await desk.save({ lines: [of(world.phones, { provider: 'accounts' })] })
  const contact = await world.contact({ mobilephone: phone })
  const cut = { mode: 'reset' as const, delivered: true, ...onceTo(contact) }
  world.phones.faults.set(cut, { mode: 'drop', to: phone })
  await until(async () => void (await world.accepted(contact, 'Once')))
  await until(async () => expect((await world.shown(contact)).map(({ status }) => status)).toEqual(['unknown']))
  const told = () => world.logged.filter((line) => line.includes('a line leads elsewhere since a message')).length
  const before = told()
  const key = { name: 'line/sms/key', value: 'a-key-of-another-account' }
  expect(await desk.say('/rotate', { version: await desk.version(), ...key })).toMatchObject({ status: 200 })
  await until(() => expect(told()).toBeGreaterThan(before))
  expect(received(world.phones, phone)).toBe(1)
})
