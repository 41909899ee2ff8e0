import { describe, expect, test, vi } from 'vitest'
import { ownDatabase } from '../../test/own-database.ts'
import { Temporary } from '../errors.ts'
import type { Line } from '../providers/provider.ts'
import { newId } from '../store/id.ts'
import { openConversation } from '../store/conversation/conversations.ts'
import { matchReply } from './match.ts'

const { database } = await ownDatabase()

const line: Line = {
  portalId: '4242',
  id: 'mail',
  label: 'Sales',
  channel: 'email',
  address: 'sales@company.example',
  settings: {},
  callbackUrl: '',
}
const address = 'ada@example.com'
const converse = async (
  contactId: string,
  changes: { lineId?: string; minutesAgo?: number; token?: string; portalId?: string } = {},
) => {
  const conversation = await openConversation(database.forPortal(changes.portalId ?? '4242'), {
    id: newId(),
    contactId,
    lineId: changes.lineId ?? 'mail',
    channel: 'email',
    address,
    token: changes.token ?? newId(),
  })
  await database.query("update conversation set last_at = last_at - $2 * interval '1 minute' where id = $1", [
    conversation.id,
    changes.minutesAgo ?? 0,
  ])
  return conversation
}
const nobody = vi.fn(async () => [] as string[])
const match = (
  reply: { conversationToken?: string; answers?: string[] } = {},
  find: () => Promise<string[]> = nobody,
  from = address,
  { holds = async () => true, at = new Date() }: { holds?: () => Promise<boolean>; at?: Date } = {},
) =>
  matchReply(
    database.forPortal(line.portalId),
    line,
    from,
    { kind: 'reply', providerId: newId(), from, body: 'Hi', subject: null, at: new Date(), ...reply },
    { findContacts: find, holdsAddress: holds, now: () => at },
  )

test('a token comes first, then the answered message, then the last conversation on the line', async () => {
  const byToken = await converse('1', { minutesAgo: 30, token: 'token-of-the-first' })
  const byAnswer = await converse('2', { minutesAgo: 20 })
  const last = await converse('3', { minutesAgo: 10 })
  await converse('4', { lineId: 'another-line' })
  await converse('5', { portalId: '4243' })
  await database.query(
    `insert into message (portal_id, id, direction, source, contact_id, conversation_id, line_id, channel, address, body,
                          status, provider_id, created_at, changed_at)
     values (4242, $1, 'outbound', 'card', 2, $2, 'mail', 'email', $3, 'x', 'sent', '<one@company.example>', now(), now())`,
    [newId(), byAnswer.id, address],
  )
  const answers = ['<unknown@elsewhere.example>', '<one@company.example>']
  expect((await match({ conversationToken: 'token-of-the-first', answers })).conversation).toEqual(byToken)
  expect((await match({ conversationToken: 'a-token-of-nobody', answers })).conversation).toEqual(byAnswer)
  expect((await match({ answers: ['<unknown@elsewhere.example>'] })).conversation).toEqual(last)
  expect(nobody).not.toHaveBeenCalled()
})

test('what no conversation names is looked for among the contacts: one, or none at all', async () => {
  const stranger = 'stranger@example.com'
  expect(await match({}, async () => [], stranger)).toEqual({
    conversation: null,
    unmatched: 'no contact has this address',
  })
  expect(await match({}, async () => ['7', '8'], stranger)).toEqual({
    conversation: null,
    unmatched: '2 contacts have this address',
  })
  const opened = await match({}, async () => ['7'], stranger)
  expect(opened.conversation?.contactId).toBe('7')
  // From now on it is known without asking.
  expect(await match({}, async () => ['8'], stranger)).toEqual(opened)
})

test("a conversation that a reply opens is the last one by the database's clock, however far behind the relay's is", async () => {
  const from = 'late@example.com'
  const yesterday = new Date(Date.now() - 86_400_000)
  const opened = await match({}, async () => ['41'], from, { at: yesterday })
  const [row] = await database.query<{ age: number }>(
    'select extract(epoch from instant() - last_at)::float8 as age from conversation where id = $1',
    [opened.conversation?.id],
  )
  expect(row?.age).toBeLessThan(60)
})

describe('a conversation whose contact may have given the address up', () => {
  const gone = { holds: async () => false }
  let count = 0
  async function doubted(contactId = '31') {
    const from = `moved${(count += 1)}@example.com`
    const conversation = await openConversation(database.forPortal('4242'), {
      id: newId(),
      contactId,
      lineId: 'mail',
      channel: 'email',
      address: from,
      token: newId(),
    })
    await database.query('update conversation set doubted_at = now() where id = $1', [conversation.id])
    return { from, conversation }
  }

  test('is still theirs where HubSpot says so, and is asked about no more', async () => {
    const { from, conversation } = await doubted()
    expect((await match({}, async () => ['32'], from)).conversation).toEqual(conversation)
    expect((await match({}, async () => ['32'], from, gone)).conversation).toEqual(conversation)
  })

  test('goes to the one contact who has it now, and stays there', async () => {
    const { from } = await doubted()
    // The search is behind and still names the one who gave it up.
    const moved = await match({}, async () => ['31', '32'], from, gone)
    expect(moved.conversation?.contactId).toBe('32')
    expect((await match({}, nobody, from, gone)).conversation).toEqual(moved.conversation)
  })

  test('is nobody’s where several have it now', async () => {
    const { from } = await doubted()
    expect(await match({}, async () => ['32', '33'], from, gone)).toEqual({
      conversation: null,
      unmatched: '2 contacts have this address',
    })
  })

  test('waits until the search knows, and then stays with whom it was held where nobody else has it', async () => {
    const { from, conversation } = await doubted()
    await expect(match({}, nobody, from, gone)).rejects.toThrow(Temporary)
    await database.query("update conversation set doubted_at = doubted_at - interval '31 seconds' where id = $1", [
      conversation.id,
    ])
    expect((await match({}, nobody, from, gone)).conversation).toEqual(conversation)
  })

  test('is theirs without asking where the reply names it', async () => {
    const { from, conversation } = await doubted()
    const [row] = await database.query<{ token: string }>('select token from conversation where id = $1', [
      conversation.id,
    ])
    const named = { conversationToken: row?.token ?? '' }
    expect((await match(named, async () => ['32'], from, gone)).conversation).toEqual(conversation)
  })
})
