import { afterEach, beforeEach, expect, test } from 'vitest'
import { context } from '../../../test/providers/context.ts'
import { outgoing } from '../../../test/providers/outgoing.ts'
import { person } from '../../../test/providers/person.ts'
import { sought } from '../../../test/providers/sought.ts'
import { failure } from '../../../workbench/bluebubbles-api/envelope.ts'
import { Permanent, Temporary } from '../../errors.ts'
import type { Line, ProviderEvent } from '../provider.ts'
import { openTestMac, type TestMac } from '../../../workbench/bluebubbles-api/fixture/test-mac.ts'
import { find, settled } from './find.ts'
import { read } from './read.ts'
import { send } from './send.ts'
import type { BlueBubblesSettings } from './settings.ts'
import { since } from './since.ts'
import { tryLine } from './try-line.ts'

let world: TestMac
let mac: TestMac['mac']
let line: TestMac['line']
let events: TestMac['events']

beforeEach(async () => {
  world = await openTestMac(['new-message', 'updated-message', 'message-send-error'])
  ;({ mac, line, events } = world)
})
afterEach(() => world.close())

test('a send is heard of twice: once as sent under our reference, once as what left the Mac', async () => {
  const message = outgoing()
  const outcome = await send(message, line, context())
  const heard = await events()
  const id = mac.rows()[0]?.guid
  expect(outcome).toEqual({ outcome: 'accepted', providerId: id, status: 'sent' })
  expect(heard).toContainEqual({
    kind: 'status',
    providerId: id,
    reference: message.reference,
    status: 'sent',
    service: 'iMessage',
    at: expect.any(Date),
  })
  expect(heard.find(({ kind }) => kind === 'elsewhere')).toMatchObject({
    providerId: id,
    to: person,
    body: message.body,
  })
  expect(heard).toHaveLength(2)
})

test('a restart posts the week once more, and no reply gets another id', async () => {
  for (const body of ['One', 'Two']) mac.write({ from: person, body })
  const before = await events()
  mac.restart()
  const after = await events()
  expect(after).toHaveLength(4)
  expect(ids(after)).toEqual(ids(before))
})

test('a message that comes again without its guid is one reply', async () => {
  mac.write({ from: person, body: 'Once', twice: true })
  expect((await events()).map(({ kind }) => kind).sort()).toEqual(['ignored', 'reply'])
})

test.each(['iMessage;-;', 'SMS;-;', 'any;-;', ''])('a chat named %s… leads to the same person', async (prefix) => {
  const data = {
    guid: 'X',
    text: 'Hi',
    isFromMe: false,
    dateCreated: 1,
    handle: null,
    chats: [{ guid: prefix + person }],
  }
  expect(await readOne('new-message', data)).toMatchObject({ kind: 'reply', from: person })
})

test('a delivery report names no chat, and is known by its guid', async () => {
  await send(outgoing(), line, context())
  await mac.idle()
  const id = mac.rows()[0]?.guid ?? ''
  mac.look(id)
  expect((await events()).at(-1)).toMatchObject({ kind: 'status', providerId: id, status: 'read' })
})

test('what happens in a group is nobody’s conversation', async () => {
  const chatGuid = 'iMessage;+;chat42'
  mac.write({ from: person, body: 'All of you', chatGuid })
  mac.write({ from: person, body: '', itemType: 1, chatGuid })
  mac.write({
    from: person,
    body: 'Loved “Hi”',
    chatGuid,
    associatedMessageGuid: 'p:0/X',
    associatedMessageType: 'love',
  })
  mac.write({ from: person, body: 'Ours, to all', chatGuid, isFromMe: true })
  expect((await events()).map(({ kind }) => kind)).toEqual(Array(4).fill('ignored'))
})

test('a photo without words says its name', async () => {
  const attachments = [{ guid: 'at_1', mimeType: 'image/heic', transferName: 'IMG_1.heic', totalBytes: 9 }]
  mac.write({ from: person, body: '\uFFFC', attachments })
  const [reply] = await events()
  expect(reply).toMatchObject({ kind: 'reply', body: 'Attached: IMG_1.heic', attachments: [{ name: 'IMG_1.heic' }] })
  expect(JSON.stringify(reply)).not.toContain('a-password')
})

test.each(['iMessage', 'any'] as const)(
  'whoever has a chat %s;-;… is written to in it, whoever has none in a new one',
  async (guids) => {
    mac.settings.guids = guids
    for (const body of ['First', 'Second'])
      expect(await send(outgoing({ body }), line, context())).toMatchObject({ outcome: 'accepted' })
    expect(mac.rows().map(({ chatGuid }) => chatGuid)).toEqual([`${guids};-;${person}`, `${guids};-;${person}`])
  },
)

test('without the Private API it is sent by AppleScript', async () => {
  mac.settings.privateApi = false
  expect(await send(outgoing(), line, context())).toMatchObject({ outcome: 'accepted' })
  const strict = { ...line, settings: { ...line.settings, method: 'private-api' as const } }
  await expect(send(outgoing(), strict, context())).rejects.toMatchObject({ code: 'private_api_off' })
  expect(mac.rows()).toHaveLength(1)
})

test('whoever is not on iMessage: the address is to blame', async () => {
  const sent = send(outgoing({ to: '+14155569999' }), line, context())
  await expect(sent).rejects.toMatchObject({ code: 'not_on_imessage', blame: 'address' })
})

test('a wrong password stops the line', async () => {
  const wrong = { ...line, settings: { ...line.settings, password: 'other' } }
  await expect(send(outgoing(), wrong, context())).rejects.toMatchObject({
    code: 'provider_key_refused',
    blame: 'line',
  })
})

test('a send that is still under way is in doubt, not refused', async () => {
  const reason = 'Message is already queued to be sent! (Temp GUID: x)'
  mac.misbehave({ mode: 'answer', answer: failure(400, reason) })
  expect(await send(outgoing(), line, context())).toMatchObject({ outcome: 'unknown' })
})

test('what Messages made of quotes and spaces is still found', async () => {
  const row = mac.type({ to: person, body: '“Hello” – it’s me' })
  expect(await find('r', line, context(), sought({ body: '"Hello" - it\'s me ' }))).toEqual({
    providerId: row.guid,
    status: 'sent',
  })
})

test('a message of the same words is not taken for this one when it is another’s, and not guessed among two', async () => {
  const first = mac.type({ to: person, body: 'Hello' })
  const later = context(settled)
  expect(await find('r', line, later, sought({ others: [first.guid] }))).toBeNull()
  mac.type({ to: person, body: 'Hello' })
  await expect(find('r', line, later, sought())).rejects.toMatchObject({ code: 'find_ambiguous' })
})

test('a message to somebody else, or from before, is not this one', async () => {
  mac.type({ to: '+14155561002', body: 'Hello' })
  expect(await find('r', line, context(settled), sought())).toBeNull()
  mac.type({ to: person, body: 'Hello' })
  const tomorrow = new Date(Date.now() + 86_400_000)
  const much = context(2 * 86_400_000)
  expect(await find('r', line, much, sought({ firstAttemptAt: tomorrow, lastAttemptAt: tomorrow }))).toBeNull()
})

test('a row whose words cannot be read may be this one', async () => {
  mac.write({ from: person, body: '', text: null, isFromMe: true })
  await expect(find('r', line, context(settled), sought())).rejects.toBeInstanceOf(Temporary)
})

test('what failed on the Mac is found as failed', async () => {
  const row = mac.write({ from: person, body: 'Hello', isFromMe: true, error: 22 })
  expect(await find('r', line, context(), sought())).toEqual({ providerId: row.guid, status: 'failed' })
})

test('a message that arrives late is caught up with, although its date is old', async () => {
  mac.write({ from: person, body: 'Long known' })
  const { cursor } = await since(null, line, context())
  mac.write({ from: person, body: 'Sent yesterday', dateCreated: Date.now() - 86_400_000 })
  const { received } = await since(cursor, line, context())
  expect(received).toHaveLength(1)
})

test('a Mac that was set up anew gives its last week', async () => {
  mac.write({ from: person, body: 'Of last year', dateCreated: Date.now() - 365 * 86_400_000 })
  mac.write({ from: person, body: 'Of today' })
  const { received, cursor } = await since('90000', line, context())
  expect(received.map(({ body }) => Buffer.from(body).toString()).join()).toMatch(/Of today/)
  expect(received).toHaveLength(1)
  expect((await since(cursor, line, context())).received).toEqual([])
})

test('the test of a line says in words what is wrong', async () => {
  await tryLine(line, context())
  await tryLine(line, { ...context(), secrets: [line.settings.password, line.settings.webhookToken] })
  const said = async (changes: Partial<Line<BlueBubblesSettings>>) => {
    const error: unknown = await tryLine({ ...line, ...changes }, context()).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Permanent)
    expect(JSON.stringify(error) + String(error)).not.toContain('secret')
    return error
  }
  const { settings } = line
  expect(await said({ settings: { ...settings, password: 'no' } })).toMatchObject({ code: 'provider_key_refused' })
  expect(await said({ callbackUrl: `${world.callback.url}/other` })).toMatchObject({ code: 'webhook_missing' })
  mac.addWebhook(`${world.callback.url}/drifted/a-secret-token`, ['typing-indicator'])
  // The same address again: its events stay as they were.
  mac.addWebhook(`${world.callback.url}/drifted/a-secret-token`, ['*'])
  expect(await said({ callbackUrl: `${world.callback.url}/drifted` })).toMatchObject({ code: 'webhook_incomplete' })
  mac.addWebhook(`${world.callback.url}/two/a-secret-token`, ['new-message', 'updated-message'])
  expect(await said({ callbackUrl: `${world.callback.url}/two` })).toMatchObject({
    code: 'webhook_incomplete',
    message: expect.stringContaining('it lacks message-send-error'),
  })
  mac.settings.privateApi = false
  expect(await said({ settings: { ...settings, method: 'private-api' } })).toMatchObject({ code: 'private_api_off' })
})

async function readOne(type: string, data: object): Promise<ProviderEvent | undefined> {
  const body = Buffer.from(JSON.stringify({ type, data }))
  return (await read({ origin: 'webhook', headers: {}, body }))[0]
}

function ids(all: readonly ProviderEvent[]): string[] {
  return [...new Set(all.map((event) => (event.kind === 'reply' ? event.providerId : '')))].sort()
}
