import { expect, test, vi } from 'vitest'
import { Unverified } from '../errors.ts'
import { believeFetchCall, readFetchCall } from './fetch-call.ts'

const call = { portalId: '101', userId: '7', userEmail: 'ann@one.example', appId: '9' }
const contact = { id: '5', properties: { hs_object_id: '5', phone: '+1' } }
const had = { hs_object_id: '5', phone: '+2' }
const reader = (properties: Record<string, string | null>) => vi.fn(async () => properties)
const believed = async (said: unknown, readContact = reader(had)) => {
  const body = Buffer.from(typeof said === 'string' ? said : JSON.stringify(said))
  const bytes = await believeFetchCall(call, body, readContact)
  return { text: Buffer.from(bytes).toString(), readContact }
}

test('who asks is what HubSpot added to the address', () => {
  const target = '/card/trace?portalId=101&userId=7&userEmail=ann%40one.example&appId=9'
  expect(readFetchCall(target)).toEqual(call)
  const least = { portalId: '101', userId: '7', userEmail: null, appId: null }
  expect(readFetchCall('/card/trace?portalId=101&userId=7')).toEqual(least)
})

test.each([
  '',
  '?userId=7',
  '?portalId=',
  '?portalId=0',
  '?portalId=1e3',
  '?portalId=1',
  '?portalId=1&userId=',
  '?portalId=1&userId=0',
  '?portalId=1&userId=null',
  '?portalId=1&userId=undefined',
  '?portalId=1&userEmail=ann%40one.example',
  '?portalId=1&USERID=7',
  '?portalId=1&portalId=1&userId=7',
  '?portalId=1&userId=1&userId=2',
  '?portalId=1&userId=7&userEmail=a&userEmail=b',
  '?portalId=1&userId=7&appId=9&appId=10',
  '?PORTALID=1&userId=7',
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
    contact: { id: '5', properties: had },
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

test.each([
  ['absent', {}, 'record_unnamed'],
  ['empty', { hs_object_id: '' }, 'record_unnamed'],
  ['null', { hs_object_id: null }, 'record_unnamed'],
  ["another's", { hs_object_id: '6' }, 'another_contact'],
  ['the same in another spelling', { hs_object_id: '05' }, 'another_contact'],
  ['the same with a blank', { hs_object_id: '5 ' }, 'another_contact'],
])('a card whose record is %s is refused before anybody is asked', async (_, properties, code) => {
  const readContact = reader(had)
  await expect(believed({ contact: { id: '5', properties } }, readContact)).rejects.toMatchObject({ code })
  expect(readContact).not.toHaveBeenCalled()
})

test('a contact that HubSpot does not have is nobody', async () => {
  await expect(believed({ contact }, reader({}))).rejects.toMatchObject({ code: 'unknown_contact', status: 404 })
})

test('of a contact that was merged into another, the call is about that other', async () => {
  const { text } = await believed({ contact }, reader({ hs_object_id: '6', phone: '+3' }))
  expect(JSON.parse(text)).toMatchObject({ contact: { id: '6', properties: { phone: '+3' } } })
})
