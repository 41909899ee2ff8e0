import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../ask.ts'
import { createWorld, portalId, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

test.each([
  ['a line whose provider asks nothing', `/webhooks/${portalId}/sms`, 401, 'unverified'],
  ['the same with a word in the address', `/webhooks/${portalId}/sms/guess`, 401, 'unverified'],
  ['a line that is not there', `/webhooks/${portalId}/elsewhere`, 404, 'unknown_line'],
  ['another account', '/webhooks/1/sms/guess', 404, 'unknown_line'],
])('a GET for %s is refused and leaves nothing', async (_, target, status, code) => {
  const answer = await ask(world.url, { method: 'GET', target })
  expect(answer.status).toBe(status)
  expect(JSON.parse(answer.text)).toMatchObject({ code, retryable: false })
  expect(await world.database.query('select 1 from inbox')).toEqual([])
})
