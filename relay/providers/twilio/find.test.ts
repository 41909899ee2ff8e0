import { afterEach, beforeEach, expect, test } from 'vitest'
import { Temporary } from '../../errors.ts'
import { find } from './find.ts'
import { send } from './send.ts'
import { openTestWorld, type TestWorld } from '../../../workbench/twilio-api/fixture/test-world.ts'

const day = 24 * 3_600_000
let world: TestWorld

beforeEach(async () => {
  world = await openTestWorld()
})
afterEach(() => world.close())

async function ask({ body = 'Hello', others = [] as string[], later = 0 } = {}) {
  const { reference, to } = world.outgoing()
  const sought = { to, body, others, firstAttemptAt: new Date(), lastAttemptAt: new Date() }
  const context = { ...world.context(), now: () => new Date(Date.now() + later) }
  return find(reference, world.line, context, sought)
}

test('one that fits is ours, while it waits as well as when it has left', async () => {
  await send(world.outgoing(), world.line, world.context())
  const { sid } = world.api.messages()[0] ?? { sid: '' }
  expect(await ask()).toEqual({ providerId: sid, status: 'sending' })
  world.api.settle(sid, 'delivered')
  expect(await ask()).toEqual({ providerId: sid, status: 'delivered' })
})

test('of two that say the same, the one that is known is not ours', async () => {
  await send(world.outgoing(), world.line, world.context())
  await send(world.outgoing(), world.line, world.context())
  const [one, two] = world.api.messages()
  await expect(ask({ later: 2 * day })).rejects.toBeInstanceOf(Temporary)
  expect(await ask({ others: [one?.sid ?? ''] })).toMatchObject({ providerId: two?.sid })
})

test('that nobody knows of another message to this person keeps the question open', async () => {
  await send(world.outgoing({ body: 'What a template became' }), world.line, world.context())
  await expect(ask({ later: 2 * day })).rejects.toBeInstanceOf(Temporary)
})

test('a list that shows nothing yet means no only after a day', async () => {
  await send(world.outgoing(), world.line, world.context())
  world.api.unlisted.add(world.api.messages()[0]?.sid ?? '')
  await expect(ask({ later: day / 2 })).rejects.toBeInstanceOf(Temporary)
  world.api.unlisted.clear()
  expect(await ask({ later: day / 2 })).not.toBeNull()
  expect(await ask({ body: 'Hello', others: world.api.messages().map(({ sid }) => sid), later: 2 * day })).toBeNull()
})
