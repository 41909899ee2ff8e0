import { expect, test, vi } from 'vitest'
import { Unverified } from '../errors.ts'
import { believeFetchCall, readFetchCall } from './fetch-call.ts'

const call = { portalId: '101', userId: '7', userEmail: 'ann@one.example' }
const contact = { id: '5', properties: { phone: '+1' } }
const reader = (properties: Record<string, string | null>) => vi.fn(async () => properties)
const believed = async (said: unknown, readContact = reader({ phone: '+2' })) => {
  const body = Buffer.from(typeof said === 'string' ? said : JSON.stringify(said))
  const bytes = await believeFetchCall(call, body, readContact)
  return { text: Buffer.from(bytes).toString(), readContact }
}

test('who asks is what HubSpot added to the address', () => {
  const target = '/card/trace?portalId=101&userId=7&userEmail=ann%40one.example&appId=9'
  expect(readFetchCall(target)).toEqual(call)
  expect(readFetchCall('/card/trace?portalId=101')).toEqual({ portalId: '101', userId: null, userEmail: null })
})

test.each([
  '',
  '?userId=7',
  '?portalId=',
  '?portalId=0',
  '?portalId=1e3',
  '?portalId=1&portalId=1',
  '?portalId=1&userId=1&userId=2',
  '?portalId=1&userEmail=a&userEmail=b',
  '?PORTALID=1',
])('an address that names nobody, or two: %s', (query) => {
  expect(() => readFetchCall(`/card/trace${query}`)).toThrow(Unverified)
})

test('what the body says of user and contact gives way', async () => {
  const said = { portalId: '101', userId: '1', userEmail: 'boss@one.example', contact, body: 'Hello' }
  const { text, readContact } = await believed(said)
  expect(JSON.parse(text)).toEqual({
    portalId: '101',
    userId: '7',
    userEmail: 'ann@one.example',
    contact: { id: '5', properties: { phone: '+2' } },
    body: 'Hello',
  })
  expect(readContact).toHaveBeenCalledExactlyOnceWith('101', contact)
})

test('another account than HubSpot named is refused before anybody is asked', async () => {
  const readContact = reader({})
  await expect(believed({ portalId: '102', contact }, readContact)).rejects.toMatchObject({ code: 'unknown_portal' })
  expect(readContact).not.toHaveBeenCalled()
})

test.each(['', '{', 'null', '[]', '"x"', '5', '\ud800'])('what is no object stays as it is: %s', async (said) => {
  expect((await believed(said)).text).toBe(Buffer.from(said).toString())
})

test.each([
  [{ contact: null }],
  [{ contact: { id: 'x', properties: {} } }],
  [{ contact: { id: '5', properties: { a: 1 } } }],
  [{ contact: { id: '../5', properties: {} } }],
])('a contact of another shape asks for nobody: %j', async (said) => {
  const { text, readContact } = await believed(said)
  expect(JSON.parse(text)).toMatchObject(said)
  expect(readContact).not.toHaveBeenCalled()
})
