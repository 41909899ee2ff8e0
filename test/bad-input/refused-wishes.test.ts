import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, portalId, type World } from '../world.ts'
import { doors, type Door } from './doors.ts'
import { expectRefusal } from './refused.ts'
import { signedAsk } from './signed-ask.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const doorOf = (route: string): Door => {
  const [door] = doors[route] ?? []
  if (!door) throw new Error(`no door at ${route}`)
  return door
}
const messages = doorOf('POST /card/messages')
const conversation = doorOf('POST /card/conversation')
const workflow = doorOf('POST /workflow/send-message')
const webhooks = doorOf('POST /webhooks/{portalId}/{lineId}')

const contact = (properties: Record<string, string | null>, id = '501') => ({
  contact: { id, properties: { hs_object_id: id, ...properties } },
})
const ada = { email: 'ada@example.com', mobilephone: '+1 202 555 0143' }
/** Text that JSON can carry and PostgreSQL cannot: NUL, and half a character. */
const nul = 'Hello\0Ada'
const half = 'Hello \ud83d'
const otherHalf = '\udc26 hello'

interface Wish {
  what: string
  said: Record<string, unknown>
  status: number
  code: string
}

/** How the card's two calls can name things wrongly. */
const shapes: Wish[] = [
  { what: 'an account that is not served here', said: { portalId: '4243' }, status: 404, code: 'unknown_portal' },
  { what: 'an account id with a zero before it', said: { portalId: '04242' }, status: 400, code: 'invalid_request' },
  { what: 'a contact id that is no number', said: contact(ada, 'ada'), status: 400, code: 'invalid_request' },
  {
    what: 'a contact id longer than 64 bits',
    said: contact(ada, '9'.repeat(19)),
    status: 400,
    code: 'invalid_request',
  },
  { what: 'no contact', said: { contact: null }, status: 400, code: 'invalid_request' },
  { what: 'a property that is an object', said: contact({ phone: {} as never }), status: 400, code: 'invalid_request' },
  {
    what: 'a property of a megabyte',
    said: contact({ phone: '1'.repeat(2_001) }),
    status: 400,
    code: 'invalid_request',
  },
  { what: 'a member that nobody knows', said: { sendAs: 'somebody' }, status: 400, code: 'invalid_request' },
]

const wishes: Wish[] = [
  ...shapes,
  { what: 'a contact with no address', said: contact({ firstname: 'Ada' }), status: 422, code: 'no_address' },
  {
    what: 'a contact whose addresses are empty',
    said: contact({ phone: ' ', mobilephone: null }),
    status: 422,
    code: 'no_address',
  },
  { what: 'a number that is none', said: contact({ phone: 'call me' }), status: 422, code: 'invalid_address' },
  { what: 'a number that is too short', said: contact({ phone: '12' }), status: 422, code: 'invalid_address' },
  {
    what: 'a number that is too long',
    said: contact({ phone: '+1202555014399999' }),
    status: 422,
    code: 'invalid_address',
  },
  {
    what: 'an email without a domain',
    said: { lineId: 'imessage', ...contact({ email: 'ada@' }) },
    status: 422,
    code: 'invalid_address',
  },
  {
    what: 'an email with NUL in it',
    said: { lineId: 'imessage', ...contact({ email: 'a\0da@example.com' }) },
    status: 422,
    code: 'invalid_address',
  },
  {
    what: 'an email with half a character',
    said: { lineId: 'imessage', ...contact({ email: 'a\ud83dda@example.com' }) },
    status: 422,
    code: 'invalid_address',
  },
  { what: 'a line that is not here', said: { lineId: 'fax' }, status: 422, code: 'unknown_line' },
  { what: 'a channel that nobody knows', said: { channel: 'fax' }, status: 400, code: 'invalid_request' },
  { what: 'a channel without a line', said: { lineId: '', channel: 'whatsapp' }, status: 422, code: 'no_line' },
  { what: 'a line of another channel', said: { channel: 'imessage' }, status: 422, code: 'line_wrong_channel' },
  { what: 'no text', said: { body: '' }, status: 422, code: 'empty_body' },
  { what: 'text of blanks', said: { body: ' \n\t\u00a0 ' }, status: 422, code: 'empty_body' },
  { what: 'text that the line cannot carry', said: { body: 'x'.repeat(10_001) }, status: 422, code: 'body_too_long' },
  { what: 'text that nobody carries', said: { body: 'x'.repeat(100_001) }, status: 400, code: 'invalid_request' },
  { what: 'NUL in the text', said: { body: nul }, status: 422, code: 'invalid_body' },
  { what: 'the first half of a character in the text', said: { body: half }, status: 422, code: 'invalid_body' },
  { what: 'the second half of a character in the text', said: { body: otherHalf }, status: 422, code: 'invalid_body' },
  { what: 'NUL in the subject', said: { subject: nul }, status: 422, code: 'invalid_body' },
  { what: 'half a character in the subject', said: { subject: half }, status: 422, code: 'invalid_body' },
  { what: 'NUL in the name of the user', said: { userEmail: nul }, status: 422, code: 'invalid_body' },
  { what: 'half a character in the name of the user', said: { userEmail: half }, status: 422, code: 'invalid_body' },
  {
    what: 'a token that was not filled in',
    said: { body: 'Hi {{ contact.firstname }}' },
    status: 422,
    code: 'unfilled_token',
  },
  { what: 'such a token in the subject', said: { subject: '{{ x }}' }, status: 422, code: 'unfilled_token' },
  { what: 'a key that is too short', said: { idempotencyKey: 'short' }, status: 400, code: 'invalid_request' },
  { what: 'a key with NUL in it', said: { idempotencyKey: 'key-\0-key-key' }, status: 400, code: 'invalid_request' },
]

/** Expects the refusal, and that nothing came of it. */
async function refused(door: Door, said: unknown, status: number, code: string, target?: string): Promise<void> {
  const before = await world.stored()
  expectRefusal(world, await signedAsk(world, door, said, target), status, code)
  expect(await world.stored()).toEqual(before)
  expect(world.phones.messages()).toEqual([])
}

test.each(wishes)('a rep sends with $what: $code', ({ said, status, code }) =>
  refused(messages, { ...messages.body(), ...said }, status, code),
)

test.each([
  ...shapes,
  { what: 'a cursor that is no number', said: { since: 'yesterday' }, status: 400, code: 'invalid_cursor' },
  { what: 'a cursor beyond the end of time', said: { since: '1e300' }, status: 400, code: 'invalid_cursor' },
  {
    what: 'a cursor at the beginning of time',
    said: { since: '-8640000000000000' },
    status: 400,
    code: 'invalid_cursor',
  },
  { what: 'a cursor with NUL in it', said: { since: '1\0' }, status: 400, code: 'invalid_cursor' },
])('a card opens with $what: $code', ({ said, status, code }) =>
  refused(conversation, { ...conversation.body(), ...said }, status, code),
)

const execution = (changes: {
  objectType?: string
  objectId?: number
  properties?: Record<string, string | null>
  input?: Record<string, string>
  callbackId?: string
  portal?: number
}) => ({
  callbackId: changes.callbackId ?? randomUUID(),
  origin: { portalId: changes.portal ?? Number(portalId), actionDefinitionId: 1 },
  object: {
    objectId: changes.objectId ?? 501,
    objectType: changes.objectType ?? 'CONTACT',
    properties: changes.properties ?? ada,
  },
  inputFields: { channel: 'sms', message: 'Hello', ...changes.input },
})

test.each([
  ['a contact that HubSpot does not know', { properties: {} }, 'unknown_contact'],
  ['a contact with no address', { properties: { firstname: 'Ada' } }, 'no_address'],
  ['a number that is none', { properties: { phone: 'call me' } }, 'invalid_address'],
  ['a record that is no contact', { objectType: 'DEAL' }, 'not_a_contact'],
  ['a line that is not here', { input: { line: 'fax' } }, 'unknown_line'],
  ['a channel that nobody knows', { input: { channel: 'fax' } }, 'unknown_channel'],
  ['a channel without a line', { input: { channel: 'whatsapp' } }, 'no_line'],
  ['a line of another channel', { input: { line: 'imessage' } }, 'line_wrong_channel'],
  ['no text', { input: { message: '' } }, 'empty_body'],
  ['text that the line cannot carry', { input: { message: 'x'.repeat(10_001) } }, 'body_too_long'],
  ['text that nobody carries', { input: { message: 'x'.repeat(100_001) } }, 'body_too_long'],
  [
    'an attachment with an address that nobody reads',
    { input: { attachment: `https://a.example/${'x'.repeat(2_100)}` } },
    'attachment_url_refused',
  ],
  ['NUL in the text', { input: { message: nul } }, 'invalid_body'],
  ['half a character in the text', { input: { message: half } }, 'invalid_body'],
])('a workflow sends with %s: it goes on and may branch', async (_what, changes, code) => {
  const before = await world.stored()
  const answer = await signedAsk(world, workflow, execution(changes))
  expect(answer.status).toBe(200)
  expect(JSON.parse(answer.text)).toEqual({
    outputFields: { message_id: '', status: 'refused', error_code: code, hs_execution_state: 'FAIL_CONTINUE' },
  })
  expect(await world.stored()).toEqual(before)
  expect(world.phones.messages()).toEqual([])
})

test.each([
  ['of an account that is not served here', execution({ portal: 4243 }), 404, 'unknown_portal'],
  ['with a contact id beyond 64 bits', execution({ objectId: 1e300 }), 400, 'invalid_request'],
  ['with an execution id with NUL in it', execution({ callbackId: nul }), 400, 'invalid_request'],
  ['with half a character in the execution id', execution({ callbackId: half }), 400, 'invalid_request'],
])('an execution %s is refused as a request', (_what, said, status, code) => refused(workflow, said, status, code))

test.each([
  ['of an account that is not here', `/webhooks/4243/sms`],
  ['of a line that is not here', `/webhooks/${portalId}/fax`],
  ['of an account that is no number', `/webhooks/sms/${portalId}`],
  ['of a line named like a member of every object', `/webhooks/${portalId}/__proto__`],
  ['of a line with NUL in its name', `/webhooks/${portalId}/sms%00`],
])('a delivery %s finds no line', (_what, target) => refused(webhooks, webhooks.body(), 404, 'unknown_line', target))

test('a key that comes again with another text, another contact or another line is not taken for the first', async () => {
  const first = messages.body()
  const answer = await signedAsk(world, messages, first)
  expect(answer.status).toBe(200)
  for (const other of [{ body: 'Another text' }, contact(ada, '502'), { lineId: 'imessage' }, { subject: 'Another' }]) {
    const again = await signedAsk(world, messages, { ...first, ...other })
    expectRefusal(world, again, 409, 'idempotency_key_reused')
  }
  expect(await world.stored()).toMatchObject({ message: 1, conversation: 1 })
})
