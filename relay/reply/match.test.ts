import { expect, test, vi } from 'vitest'
import { ownDatabase } from '../../test/own-database.ts'
import type { Line } from '../providers/provider.ts'
import { newId } from '../store/id.ts'
import { openConversation } from '../store/replies.ts'
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
const converse = (
  contactId: string,
  changes: { lineId?: string; minutesAgo?: number; token?: string; portalId?: string } = {},
) =>
  openConversation(database.forPortal(changes.portalId ?? '4242'), {
    id: newId(),
    contactId,
    lineId: changes.lineId ?? 'mail',
    channel: 'email',
    address,
    token: changes.token ?? newId(),
    at: new Date(Date.now() - (changes.minutesAgo ?? 0) * 60_000),
  })
const nobody = vi.fn(async () => [] as string[])
const match = (
  reply: { conversationToken?: string; answers?: string[] } = {},
  find: () => Promise<string[]> = nobody,
  from = address,
) =>
  matchReply(
    database.forPortal(line.portalId),
    line,
    from,
    { kind: 'reply', providerId: newId(), from, body: 'Hi', subject: null, at: new Date(), ...reply },
    find,
    new Date(),
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
