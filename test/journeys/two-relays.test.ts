import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../until.ts'
import { createWorld, type World } from '../world.ts'

let world: World
let second: { url: string }
const sends = [0, 0]
const counting = (relay: 0 | 1): typeof fetch => {
  return (input, init) => {
    const url = input instanceof Request ? input.url : input.toString()
    const toPhones = url.startsWith(world.phones.url)
    if (init?.method === 'POST' && toPhones) sends[relay] = (sends[relay] ?? 0) + 1
    return fetch(input, init)
  }
}
beforeAll(async () => {
  world = await createWorld({ parts: { fetch: counting(0) } })
  second = await world.another({ fetch: counting(1) })
})
afterAll(() => world.close())

test('two relays on one database share the work, and nothing leaves twice', async () => {
  const people = await Promise.all(
    Array.from({ length: 50 }, (_, index) => world.contact({ mobilephone: `+12025558${100 + index}` })),
  )
  // A slow provider keeps a line's calls busy, so that both find some to take.
  world.phones.faults.set({ mode: 'slow', ms: 40 })
  const ids: string[] = []
  // The one that accepts hears of it first and may be done before the other looks: more comes until both had some.
  do {
    const bodies = Array.from({ length: 200 }, (_, index) => `Number ${ids.length + index}`)
    const accepted = bodies.map((body, index) =>
      world.accepted(people[index % people.length]!, body, { line: index % 2 ? 'sms' : 'imessage' }),
    )
    ids.push(...(await Promise.all(accepted)))
    await until(async () => {
      const [row] = await world.database.query<{ done: number }>(
        "select count(*)::int as done from message where status = 'delivered'",
      )
      expect(row?.done).toBe(ids.length)
    })
  } while (Math.min(...sends) === 0 && ids.length < 2_000)
  expect(ids.map((id) => world.phones.received(id))).toEqual(ids.map(() => 1))
  expect(sends.reduce((one, other) => one + other)).toBe(ids.length)
  expect(Math.min(...sends)).toBeGreaterThan(0)
  const entries = () => people.flatMap((contact) => world.timeline(contact))
  await until(() => expect(entries()).toHaveLength(ids.length))
  expect(new Set(entries()).size).toBe(ids.length)
})

test('what one relay accepted the other shows, and either may be stopped', async () => {
  expect((await fetch(`${second.url}/readyz`)).status).toBe(200)
  const contact = await world.contact({ mobilephone: '+12025550802' })
  await world.restart()
  await world.accepted(contact, 'Hello')
  await until(async () => expect((await world.shown(contact)).map(({ status }) => status)).toEqual(['delivered']))
})
