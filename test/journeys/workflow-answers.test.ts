import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../until.ts'
import { createWorld, portalId, type TestContact, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld({
    config: { routing: { addresses: { imessage: ['jobtitle'] } } },
  })
})
afterAll(() => world.close())

let numbers = 0
/** A contact in HubSpot with a number that no other test has. */
const someone = (more: Record<string, string> = {}) => {
  numbers += 1
  return world.contact({ firstname: 'Ada', mobilephone: `+1202555${String(1_000 + numbers)}`, ...more })
}
const textsOf = (contact: TestContact) =>
  world.phones
    .phone(contact.properties.mobilephone!)
    .messages()
    .map(({ body }) => body)

function execution(contact: TestContact, changes: { inputs?: unknown; object?: object; more?: object } = {}) {
  return {
    callbackId: `ap-${randomUUID()}`,
    origin: { portalId: Number(portalId), actionDefinitionId: 1 },
    context: { source: 'WORKFLOWS', workflowId: 7 },
    object: { objectId: Number(contact.id), objectType: 'CONTACT', properties: contact.properties, ...changes.object },
    inputFields: changes.inputs === undefined ? { channel: 'sms', message: 'Hello' } : changes.inputs,
    ...changes.more,
  }
}
const outputsOf = async (said: object) => {
  const answer = await world.workflow(said)
  expect(answer.status).toBe(200)
  return answer.body.outputFields
}
const refused = (code: string) => ({
  message_id: '',
  status: 'refused',
  error_code: code,
  hs_execution_state: 'FAIL_CONTINUE',
})
const sent = {
  message_id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
  status: 'queued',
  error_code: '',
  hs_execution_state: 'SUCCESS',
}

describe('what need not be given', () => {
  test.each([
    ['null', { channel: 'sms', line: null, attachment: null, message: 'Hello' }],
    ['empty', { channel: 'sms', line: '', attachment: ' ', message: 'Hello' }],
    ['not there', { channel: 'sms', message: 'Hello' }],
    ['a channel that is null beside a line', { channel: null, line: 'sms', message: 'Hello' }],
    ['a label for a channel', { channel: ' SMS ', message: 'Hello' }],
  ])('may be %s', async (_what, inputs) => {
    const contact = await someone()
    expect(await outputsOf(execution(contact, { inputs }))).toEqual(sent)
    await until(() => expect(textsOf(contact)).toEqual(['Hello']))
  })

  test.each([
    ['a context that is null', { context: null }],
    ['a workflow id that is text', { context: { workflowId: '7' } }],
    ['a workflow id that is nothing', { context: { workflowId: null, source: 7 } }],
    ['an action that is null', { origin: { portalId: Number(portalId), actionDefinitionId: null } }],
    ['an account in digits', { origin: { portalId } }],
    ['inputs under their older name alone', { inputFields: null, fields: { channel: 'sms', message: 'Hello' } }],
    [
      'members of next year',
      { inputFields: { channel: 'sms', message: 'Hello', tone: { of: 'voice' } }, typedInputs: [] },
    ],
  ])('decides nothing: %s', async (_what, more) => {
    const contact = await someone()
    expect(await outputsOf(execution(contact, { more }))).toEqual(sent)
    await until(() => expect(textsOf(contact)).toEqual(['Hello']))
  })

  test.each([
    ['an id in digits', (id: string) => ({ objectId: id })],
    ['no type', () => ({ objectType: undefined })],
    ['a type that is null', () => ({ objectType: null })],
    ['the type by its number', () => ({ objectType: '0-1' })],
    ['the type in small letters', () => ({ objectType: 'contact' })],
    [
      'a property that is a number',
      (_id: string, mobilephone: string) => ({ properties: { mobilephone: Number(mobilephone), lead: {} } }),
    ],
  ])('is read in another form: a record with %s', async (_what, change) => {
    const contact = await someone()
    const object = change(contact.id, contact.properties.mobilephone!)
    expect(await outputsOf(execution(contact, { object }))).toEqual(sent)
    await until(() => expect(textsOf(contact)).toEqual(['Hello']))
  })

  test.each([
    ['message: null', { channel: 'sms', message: null }, 'empty_body'],
    ['no message', { channel: 'sms' }, 'empty_body'],
    ['no inputs', null, 'empty_body'],
    ['tags without words', { channel: 'sms', message: '<p>&nbsp;</p>' }, 'empty_body'],
    ['a channel that is a list', { channel: ['fax'], message: 'x' }, 'unknown_channel'],
    ['a channel without a line', { channel: 'whatsapp', message: 'x' }, 'no_line'],
    ['a line that is not there', { line: 'fax', message: 'x' }, 'unknown_line'],
    [
      'an attachment that is an object',
      { channel: 'sms', message: 'x', attachment: { url: 'https://x' } },
      'attachment_url_refused',
    ],
    ['a token', { channel: 'sms', message: 'Hi {{ contact.firstname }}' }, 'unfilled_token'],
    [
      'a token in rich text',
      { channel: 'sms', message: '<p>Hi {{&nbsp;contact.firstname&nbsp;}}</p>' },
      'unfilled_token',
    ],
    ['a long text', { channel: 'sms', message: 'x'.repeat(100_001) }, 'body_too_long'],
    ['a text beyond anything', { channel: 'sms', message: 'x'.repeat(1_500_000) }, 'body_too_long'],
  ])('is told where it was needed: %s', async (_what, inputs, code) => {
    const contact = await someone()
    expect(await outputsOf(execution(contact, { inputs }))).toEqual(refused(code))
    expect(textsOf(contact)).toEqual([])
  })
})

test('the name of a token that was not filled in is in the log', async () => {
  const contact = await someone()
  await outputsOf(execution(contact, { inputs: { channel: 'sms', message: 'Hi {{ contact.nick }}' } }))
  await until(() => expect(world.logged.some((line) => line.includes('{{ contact.nick }}'))).toBe(true))
})

describe('a repeated execution gets the first answer', () => {
  test.each([
    ['other words', { inputFields: { channel: 'sms', message: 'Hello at 10:01' } }],
    ['no words any more', { inputFields: { channel: 'sms', message: '' } }],
    ['a channel that nobody knows', { inputFields: { channel: 'fax', message: 'Hello' } }],
    ['another line', { inputFields: { line: 'imessage', message: 'Hello' } }],
    [
      'a contact whose number is gone',
      { object: { objectId: 1, objectType: 'CONTACT', properties: { firstname: 'A' } } },
    ],
  ])('with %s', async (_what, changes) => {
    const contact = await someone()
    const first = execution(contact)
    const answer = await outputsOf(first)
    expect(answer).toEqual(sent)
    await until(async () => expect((await world.shown(contact))[0]?.status).toBe('delivered'))
    expect(await outputsOf({ ...first, ...changes })).toEqual(answer)
    expect(textsOf(contact)).toEqual(['Hello'])
  })

  test('also where that was a no: the workflow has gone another way by then', async () => {
    const contact = await someone()
    const first = execution(contact, { inputs: { channel: 'sms', message: 'Hi {{ contact.firstname }}' } })
    expect(await outputsOf(first)).toEqual(refused('unfilled_token'))
    expect(await outputsOf({ ...first, inputFields: { channel: 'sms', message: 'Hi Ada' } })).toEqual(
      refused('unfilled_token'),
    )
    expect(await outputsOf({ ...first, inputFields: { channel: 'fax', message: 'Hi' } })).toEqual(
      refused('unfilled_token'),
    )
    expect(textsOf(contact)).toEqual([])
  })

  test('and another execution is another', async () => {
    const contact = await someone()
    await outputsOf(execution(contact))
    await outputsOf(execution(contact))
    await until(() => expect(textsOf(contact)).toEqual(['Hello', 'Hello']))
  })
})

describe('an execution without properties', () => {
  test.each([
    ['none', { properties: undefined }],
    ['null', { properties: null }],
    ['an empty list of them', { properties: {} }],
    ['a list', { properties: [] }],
  ])('is read from HubSpot: %s', async (_what, object) => {
    const contact = await someone()
    expect(await outputsOf(execution(contact, { object }))).toEqual(sent)
    await until(() => expect(textsOf(contact)).toEqual(['Hello']))
  })

  test('is refused in words that are true where HubSpot knows no such contact', async () => {
    const contact = { id: '987654', properties: {} }
    expect(await outputsOf(execution(contact))).toEqual(refused('unknown_contact'))
  })

  test('waits while HubSpot cannot be asked', async () => {
    const contact = await someone()
    world.hubspot.faults.next({
      kind: 'status',
      status: 503,
      times: 1,
      match: { path: new RegExp(`/contacts/${contact.id}`) },
    })
    const said = execution(contact, { object: { properties: null } })
    expect((await world.workflow(said)).status).toBe(503)
    expect(await outputsOf(said)).toEqual(sent)
  })

  test("gets what the admin's own properties hold, which HubSpot does not hand over", async () => {
    const contact = await someone({ jobtitle: '+12025559999' })
    const { jobtitle: _, ...handed } = contact.properties
    const inputs = { channel: 'imessage', message: 'Hello' }
    expect(await outputsOf(execution(contact, { inputs, object: { properties: handed } }))).toEqual(sent)
    await until(() =>
      expect(
        world.phones
          .phone('+12025559999')
          .messages()
          .map(({ body }) => body),
      ).toEqual(['Hello']),
    )
  })

  test('by which they are read anew for every execution: they may have been filled in since', async () => {
    const contact = await someone()
    const say = () => outputsOf(execution(contact, { inputs: { channel: 'imessage', message: 'Hello' } }))
    expect(await say()).toEqual(refused('no_address'))
    const answer = await fetch(`${world.hubspot.url}/crm/objects/2026-03/contacts/${contact.id}`, {
      method: 'PATCH',
      headers: { authorization: 'Bearer pat-na1-test', 'content-type': 'application/json' },
      body: JSON.stringify({ properties: { jobtitle: '+12025559998' } }),
    })
    expect(answer.status).toBe(200)
    expect(await say()).toEqual(sent)
  })
})
