import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signFunctionRequest } from '../../contract/function-signature.ts'
import { ask, type Asked } from '../ask.ts'
import { createWorld, functionSecret, type World } from '../world.ts'
import { doors } from './doors.ts'
import { expectRefusal } from './refused.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

/** A request that is right, to be sent as often as one likes. */
function signed(target: string, said: unknown, id: string = randomUUID(), secret = functionSecret): Asked {
  const body = Buffer.from(JSON.stringify(said))
  const proof = signFunctionRequest(secret, { id, method: 'POST', target, body, now: new Date() })
  return { method: 'POST', target, headers: { 'content-type': 'application/json', ...proof }, body }
}

/** What only a request adds to; a message that was accepted before goes its way meanwhile. */
async function begun(): Promise<Record<string, number | undefined>> {
  const { message, conversation, delivery } = await world.stored()
  return { message, conversation, delivery }
}

const byFunction = Object.entries(doors).flatMap(([name, [door]]) =>
  door && /^POST \/(card|admin)\//.test(name) ? [{ name, door }] : [],
)

describe.each(byFunction)('$name', ({ door }) => {
  test('the same request is not believed twice', async () => {
    const request = signed(door.target, door.body())
    const first = await ask(world.url, request)
    expect(first.status).not.toBe(401)
    const before = await begun()
    expectRefusal(world, await ask(world.url, request), 401, 'unverified')
    expect(await begun()).toEqual(before)
  })
})

test('another request that borrows the id of one that was believed is not', async () => {
  const id = randomUUID()
  const [one, other] = ['/card/conversation', '/card/messages'].map((target) =>
    signed(target, doors[`POST ${target}`]?.[0]?.body(), id),
  )
  expect((await ask(world.url, one!)).status).toBe(200)
  const before = await begun()
  expectRefusal(world, await ask(world.url, other!), 401, 'unverified')
  expect(await begun()).toEqual(before)
})

test('of two relays on one database that are sent the same request, one believes it', async () => {
  const second = await world.another()
  for (let round = 0; round < 5; round += 1) {
    const request = signed('/card/conversation', doors['POST /card/conversation']?.[0]?.body())
    const answers = await Promise.all([world.url, second.url].map((url) => ask(url, request)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401])
  }
})

test('a wrong signature uses up no id', async () => {
  const id = randomUUID()
  const said = doors['POST /card/conversation']?.[0]?.body()
  const ids = () => world.database.query('select id from request_id where id = $1', [id])
  expectRefusal(
    world,
    await ask(world.url, signed('/card/conversation', said, id, 'a-secret-of-somebody-else')),
    401,
    'unverified',
  )
  expect(await ids()).toEqual([])
  expect((await ask(world.url, signed('/card/conversation', said, id))).status).toBe(200)
  expect(await ids()).toHaveLength(1)
})
