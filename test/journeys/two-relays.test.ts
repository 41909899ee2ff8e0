import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../until.ts'
import { createWorld, type World } from '../world.ts'

let world: World
let second: { url: string }
const sends = [0, 0]
const counting = (relay: 0 | 1): typeof fetch => {
  return (input, init) => {
    if (init?.method === 'POST') sends[relay] = (sends[relay] ?? 0) + 1
    return fetch(input, init)
  }
}
beforeAll(async () => {
  world = await createWorld({ parts: { fetch: counting(0) } })
  second = await world.another({ fetch: counting(1) })
})
afterAll(() => world.close())

test('two relays on one database share the work, and nothing leaves twice', async () => {
  const contact = await world.contact({ mobilephone: '+12025550801' })
  // A slow provider keeps a line's calls busy, so that both find some to take.
  world.phones.faults.set({ mode: 'slow', ms: 40 })
  const bodies = Array.from({ length: 200 }, (_, index) => `Number ${index}`)
  const ids = await Promise.all(
    bodies.map((body, index) => world.accepted(contact, body, { line: index % 2 ? 'sms' : 'imessage' })),
  )
  await until(async () => {
    const [row] = await world.database.query<{ done: number }>(
      "select count(*)::int as done from message where status = 'delivered'",
    )
    expect(row?.done).toBe(200)
  })
  expect(ids.map((id) => world.phones.received(id))).toEqual(Array(200).fill(1))
  expect(sends.reduce((one, other) => one + other)).toBe(200)
  expect(Math.min(...sends)).toBeGreaterThan(0)
  await until(() => expect(world.timeline(contact)).toHaveLength(200))
  expect(new Set(world.timeline(contact)).size).toBe(200)
})

test('what one relay accepted the other shows, and either may be stopped', async () => {
  expect((await fetch(`${second.url}/readyz`)).status).toBe(200)
  const contact = await world.contact({ mobilephone: '+12025550802' })
  await world.restart()
  await world.accepted(contact, 'Hello')
  await until(async () => expect((await world.shown(contact)).map(({ status }) => status)).toEqual(['delivered']))
})
