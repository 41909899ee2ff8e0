import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../until.ts'
import { createWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const line = () => world.config.lines[0]!
const cursor = async () =>
  (await world.database.query<{ cursor: string | null }>('select cursor from line where id = $1', [line().id]))[0]
    ?.cursor

test("what a provider's history tells is stored where no webhook has told it, and not once more where one has", async () => {
  const contact = await world.contact({ mobilephone: '+12025550171' })
  await until(async () => expect(await cursor()).toBeTruthy())
  await world.accepted(contact, 'Told by webhooks')
  world.phones.write({ from: '+12025550171', to: line().address, body: 'Answered by webhook', channel: 'sms' })
  const known = [
    { body: 'Answered by webhook', status: 'delivered' },
    { body: 'Told by webhooks', status: 'delivered' },
  ]
  await until(async () => {
    const shown = (await world.shown(contact)).map(({ body, status }) => ({ body, status }))
    expect(shown.toSorted((one, other) => one.body.localeCompare(other.body))).toEqual(known)
  })

  world.phones.registerLine({ address: line().address, callbackUrl: `${world.url}/nowhere` })
  world.phones.write({ from: '+12025550171', to: line().address, body: 'Told by nobody', channel: 'sms' })
  await world.restart()
  await until(async () => expect((await world.shown(contact)).map(({ body }) => body)).toContain('Told by nobody'))
  const history = await world.database.query<{ body: Buffer }>("select body from inbox where origin = 'history'")
  expect(history.map(({ body }) => body.toString())).toEqual([expect.stringContaining('Told by nobody')])
})
