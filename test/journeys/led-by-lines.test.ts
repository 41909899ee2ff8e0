import { createSecretKey, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Line, Provider } from '../../relay/providers/provider.ts'
import { allProviders } from '../../workbench/simulator/all-providers.ts'
import { until } from '../until.ts'
import { createWorld, type World } from '../world.ts'

let world: World
/** With which key a message was tried, each time. */
let tried: string[] = []
beforeAll(async () => {
  // Without its history, in which a start would find what was sent.
  const { since: _since, ...simulator } = allProviders.get('simulator')!
  const first = (line: Line) => ({ ...line, settings: { ...line.settings, key: 'phone-key' } })
  // Knows a reference again, but only among those of one account; and whose that is, a key alone tells.
  const accounts: Provider = {
    ...simulator,
    ...{ name: 'accounts', idempotent: true },
    send(message, line, context) {
      tried.push(String(line.settings['key']))
      // A copy by hand, since a line that came by a save hides its settings from whoever spreads it.
      const { id, portalId, label, channel, address, callbackUrl, settings } = line
      return simulator.send(message, first({ id, portalId, label, channel, address, callbackUrl, settings }), context)
    },
    find: () => Promise.resolve(null),
  }
  const parts = { providers: new Map([...allProviders, ['accounts', accounts]]) }
  world = await createWorld({ parts, config: { masterKeys: [], allowedHosts: ['127.0.0.0/8'] } })
  world.config.lines = world.config.lines
    .filter(({ id }) => id === 'sms')
    .map((line) => ({ ...line, provider: 'accounts' }))
  await world.restart()
})
afterAll(() => world.close())
beforeEach(() => {
  tried = []
})

/** A message that its vendor has taken, which nobody knows, so that it is to be tried again. */
async function inDoubt(phone: string): Promise<() => Promise<unknown>> {
  const contact = await world.contact({ mobilephone: phone })
  world.phones.faults.set({ mode: 'reset', delivered: true, to: phone }, { mode: 'drop', to: phone })
  const id = await world.accepted(contact, 'Once')
  const standing = async () => {
    const [row] = await world.database.query<{ state: string; code: string | null }>(
      'select d.state, m.error_code as code from delivery d join message m on m.id = d.message_id where m.id = $1',
      [id],
    )
    return row
  }
  await until(async () => expect(await standing()).toMatchObject({ state: 'due', code: 'outcome_unknown' }))
  return standing
}

async function restartWith(key: string): Promise<void> {
  world.config.lines = world.config.lines.map((line) => ({ ...line, settings: { ...line.settings, key } }))
  await world.restart()
}

test('a message in doubt is tried again after a start with the same key in LINES', async () => {
  await inDoubt('+12025550181')
  await restartWith('phone-key')
  await until(() => expect(tried).toEqual(['phone-key', 'phone-key']))
})

test('but not after one with another key, which may be of another account of the vendor', async () => {
  const standing = await inDoubt('+12025550182')
  await restartWith('a-key-of-another-account')
  await until(async () => expect(await standing()).toMatchObject({ state: 'unknown' }))
  expect(tried).toEqual(['phone-key'])
})

test('nor where the very start with another key takes LINES over into settings', async () => {
  const standing = await inDoubt('+12025550183')
  world.config.masterKeys = [createSecretKey(randomBytes(32))]
  await restartWith('a-key-of-a-third-account')
  expect(world.logged.join()).toContain('is taken over into its settings')
  await until(async () => expect(await standing()).toMatchObject({ state: 'unknown' }))
  expect(tried).toEqual(['a-key-of-another-account'])
})
