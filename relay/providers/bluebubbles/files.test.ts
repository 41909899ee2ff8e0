import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { context } from '../../../test/providers/context.ts'
import { outgoing } from '../../../test/providers/outgoing.ts'
import { person } from '../../../test/providers/person.ts'
import { sought } from '../../../test/providers/sought.ts'
import { failure } from '../../../workbench/bluebubbles-api/envelope.ts'
import { Temporary } from '../../errors.ts'
import { LineChanged } from '../line-changed.ts'
import type { Attachment } from '../provider.ts'
import { whileItStands } from '../while-it-stands.ts'
import { openTestMac, type TestMac } from '../../../workbench/bluebubbles-api/fixture/test-mac.ts'
import { find, settled } from './find.ts'
import { bluebubbles } from './index.ts'
import { send } from './send.ts'

let world: TestMac
let mac: TestMac['mac']
let line: TestMac['line']
let events: TestMac['events']

beforeEach(async () => {
  world = await openTestMac(['*'])
  ;({ mac, line, events } = world)
})
afterEach(() => world.close())

describe('by the Private API', () => {
  test('text and files are one message', async () => {
    mac.write({ from: person, body: 'Hi' })
    const outcome = await send(outgoing({ attachments: [file('a.png'), file('b.png')] }), line, context())
    const [row, ...others] = sent()
    expect(others).toEqual([])
    expect(outcome).toMatchObject({ outcome: 'accepted', providerId: row?.guid })
    expect(row).toMatchObject({ text: 'Hello\uFFFC\uFFFC', attachments: [file('a.png'), file('b.png')].map(asShown) })
  })

  test('a conversation is not opened with a file: said in words, and nothing leaves', async () => {
    const sending = send(outgoing({ attachments: [file('a.png')] }), line, context())
    await expect(sending).rejects.toMatchObject({ code: 'file_in_first_message', blame: 'message' })
    expect(sent()).toEqual([])
  })

  test('whose answer is lost is found by its words, although files stand in them', async () => {
    mac.write({ from: person, body: 'Hi' })
    mac.misbehave({ mode: 'cut', after: true })
    const message = outgoing({ attachments: [file('a.png')] })
    expect(await send(message, line, context())).toMatchObject({ outcome: 'unknown' })
    mac.misbehave()
    expect(await find('', line, context(settled), sought())).toMatchObject({ providerId: sent()[0]?.guid })
  })
})

describe('by AppleScript', () => {
  beforeEach(() => {
    mac.settings.privateApi = false
  })

  test('files leave first and the text last, which alone bears our reference', async () => {
    const message = outgoing({ attachments: [file('a.png'), file('b.png')] })
    const outcome = await send(message, line, context())
    expect(sent().map(({ text, attachments }) => attachments[0]?.transferName ?? text)).toEqual([
      'a.png',
      'b.png',
      'Hello',
    ])
    expect(outcome).toMatchObject({ outcome: 'accepted', providerId: sent()[2]?.guid })
    const statuses = (await events()).filter(({ kind }) => kind === 'status')
    expect(statuses).toMatchObject([{ kind: 'status', reference: message.reference, providerId: sent()[2]?.guid }])
  })

  test('a refusal of the first part is one: nothing has left', async () => {
    const refused = send(outgoing({ to: '+14155569999', attachments: [file('a.png')] }), line, context())
    await expect(refused).rejects.toMatchObject({ code: 'not_on_imessage', blame: 'address' })
    mac.misbehave({ mode: 'answer', answer: { status: 429, body: 'Too Many Requests' } })
    await expect(send(outgoing({ attachments: [file('a.png')] }), line, context())).rejects.toBeInstanceOf(Temporary)
  })

  test('what stops in the middle is unknown, says what left, and is never repeated by itself', async () => {
    let answered = 0
    const stopping: typeof fetch = (asked, request) => {
      const { pathname } = new URL(asked instanceof Request ? asked.url : asked)
      if (/\/message\/(text|attachment)$/.test(pathname)) answered += 1
      if (answered === 2) mac.misbehave({ mode: 'answer', answer: failure(400, 'The name field is required.') })
      return fetch(asked, request)
    }
    const message = outgoing({ attachments: [file('a.png'), file('b.png')] })
    const outcome = await send(message, line, { ...context(), fetch: stopping })
    expect(outcome).toMatchObject({
      outcome: 'unknown',
      reason: expect.stringMatching(/^a\.png went out; b\.png did not: /),
    })
    expect(sent()).toHaveLength(1)
    mac.misbehave()
    for (const files of [2, undefined]) {
      await expect(find('', line, context(settled), sought({ files }))).rejects.toMatchObject({
        code: 'find_ambiguous',
      })
    }
    // What somebody sent by hand is no part of a message that had no files.
    expect(await find('', line, context(settled), sought({ files: 0 }))).toBeNull()
  })

  test.each([
    ['before the first part leaves is not sent', 0, []],
    ['when a part has left leaves whole', 1, ['a.png', 'b.png', 'Hello']],
  ])('what its line is changed under %s', async (_what, after, arrived) => {
    const stands = () => sent().length < after
    const confirm = () => (stands() ? Promise.resolve() : Promise.reject(new LineChanged()))
    const provider = whileItStands(bluebubbles, { confirm, holds: stands })
    const message = outgoing({ attachments: [file('a.png'), file('b.png')] })
    const outcome = await provider.send(message, line, context()).catch((error: unknown) => error)
    expect(sent().map(({ text, attachments }) => attachments[0]?.transferName ?? text)).toEqual(arrived)
    if (after === 0) expect(outcome).toBeInstanceOf(LineChanged)
    else expect(outcome).toMatchObject({ outcome: 'accepted', providerId: sent().at(-1)?.guid })
  })

  test('a message of files alone is found when all of them are there', async () => {
    await send(outgoing({ body: '', attachments: [file('a.png'), file('b.png')] }), line, context())
    const wanted = (files: number) => find('', line, context(settled), sought({ body: '', files }))
    expect(await wanted(2)).toMatchObject({ providerId: sent()[1]?.guid })
    await expect(wanted(3)).rejects.toMatchObject({ code: 'find_ambiguous' })
  })

  test('a message of files alone of which none is there was not sent', async () => {
    expect(await find('', line, context(settled), sought({ body: '', files: 1 }))).toBeNull()
  })
})

test('a file that the Mac does not take is refused before anything leaves', async () => {
  mac.write({ from: person, body: 'Hi' })
  const empty = { ...file('a.png'), content: Buffer.alloc(0) }
  await expect(send(outgoing({ attachments: [empty] }), line, context())).rejects.toMatchObject({
    code: 'message_refused',
  })
  expect(sent()).toEqual([])
})

function file(name: string): Attachment {
  return { url: `https://files.example/${name}`, name, contentType: 'image/png', content: Buffer.from(name) }
}

function asShown({ name, content }: Attachment) {
  return { transferName: name, mimeType: 'image/png', content }
}

const sent = () => mac.rows().filter(({ isFromMe }) => isFromMe)
