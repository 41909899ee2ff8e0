import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ConversationMessage } from '../../contract/conversation.ts'
import { createWorld, type TestContact, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

/** So many messages, three of each moment. */
async function history(contact: TestContact, count: number): Promise<void> {
  await world.accepted(contact, 'Newest')
  await world.database.query(
    `insert into message (portal_id, id, direction, source, contact_id, channel, line_id, address, body, status, created_at, changed_at)
     select portal_id, gen_random_uuid(), 'inbound', 'reply', contact_id, channel, line_id, address, 'Word ' || n, 'delivered',
            created_at - (n / 3) * interval '1 minute', created_at
     from message, generate_series(3, $2::int + 2) n where contact_id = $1`,
    [contact.id, count],
  )
}

test('older messages are read a page at a time, each once, to the very first', async () => {
  const contact = await world.contact()
  await history(contact, 149)
  const first = (await world.card('conversation', { contact })).body
  const seen: ConversationMessage[] = [...first.messages]
  let older = first.older
  for (let page = 0; older; page += 1) {
    expect(page).toBeLessThan(3)
    const next = await world.card('older-messages', { contact, before: older })
    expect(next.status).toBe(200)
    seen.unshift(...next.body.messages)
    older = next.body.older
  }
  expect(older).toBeNull()
  expect(seen).toHaveLength(150)
  expect(new Set(seen.map(({ id }) => id)).size).toBe(150)
  const times = seen.map(({ at }) => Date.parse(at))
  expect(times).toEqual([...times].sort((one, other) => one - other))
})

test('a conversation of one page says that it is all', async () => {
  const contact = await world.contact({ mobilephone: '+12025550181' })
  await history(contact, 49)
  const first = (await world.card('conversation', { contact })).body
  expect(first.messages).toHaveLength(50)
  expect(first.older).toBeNull()
})

test('a place in another contact’s conversation shows nothing of it, and one that is none is refused', async () => {
  const [mine, theirs] = [
    await world.contact({ mobilephone: '+12025550182' }),
    await world.contact({ mobilephone: '+12025550183' }),
  ]
  await history(theirs, 60)
  const { older } = (await world.card('conversation', { contact: theirs })).body
  const answer = await world.card('older-messages', { contact: mine, before: older ?? '' })
  expect(answer.body).toEqual({ messages: [], older: null })
  for (const before of ['', '1', "1.'; select 1", `${'9'.repeat(18)}.${'0'.repeat(36)}`]) {
    const refused = await world.card('older-messages', { contact: mine, before })
    expect(refused).toMatchObject({ status: 400, problem: { code: 'invalid_cursor' } })
  }
})
