import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Provider } from '../../relay/providers/provider.ts'
import { allProviders } from '../../workbench/simulator/all-providers.ts'
import { simulator } from '../../workbench/simulator/simulator.ts'
import { until } from '../until.ts'
import { createWorld, type World } from '../world.ts'

const apart = { module: new URL('./fixture/read-message.ts', import.meta.url).href, from: 0 }
const providers = new Map<string, Provider>([...allProviders, [simulator.name, { ...(simulator as Provider), apart }]])

let world: World
beforeAll(async () => {
  world = await createWorld({ parts: { providers, readers: { most: 1, limits: { processor: 4_000 } } } })
})
afterAll(() => world.close())

test('a delivery that is read without end is stored and answered, parked with its bytes, and holds up no other', async () => {
  const contact = await world.contact()
  const from = '+12025550143'
  world.phones.write({ from, to: '+15550100001', body: 'This one never ends', channel: 'sms' })
  // It is stored, so its sender has been answered, before anybody knows what it says.
  await until(async () => expect(await world.database.query('select from inbox')).toHaveLength(1), 30_000)
  world.phones.write({ from, to: '+15550100001', body: 'This one is read', channel: 'sms' })
  await until(async () => {
    expect((await fetch(`${world.url}/healthz`)).status).toBe(200)
    expect((await world.shown(contact)).map(({ body }) => body)).toEqual(['This one is read'])
  }, 50_000)
  const parked = await world.database.query<{ parked: string; bytes: number }>(
    'select parked, octet_length(body)::int as bytes from inbox where parked is not null',
  )
  expect(parked).toEqual([{ parked: expect.stringContaining('more than 4 s') as string, bytes: expect.any(Number) }])
  expect(parked[0]!.bytes).toBeGreaterThan(50)
}, 120_000)
