import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { context } from '../../../test/providers/context.ts'
import { person } from '../../../test/providers/person.ts'
import { openTestTuco, type TestTuco } from '../../../workbench/tuco-api/fixture/test-tuco.ts'
import type { TucoForm } from '../../../workbench/tuco-api/tuco-payload.ts'
import { tuco } from './index.ts'

const forms: TucoForm[] = ['flat', 'nested', 'object']

let world: TestTuco

beforeEach(async () => {
  world = await openTestTuco()
})
afterEach(() => world.close())

describe('a message that a colleague or a campaign sent in Tuco', () => {
  const whole = { _id: 'm-9', batchId: null, message: 'From a colleague', recipientPhone: person, fromLineId: 'line-1' }
  const head = { timestamp: '2026-11-02T10:00:00.000Z', messageId: 'm-9' }

  test.each([
    ['message.sent', 'sent'],
    ['message.delivered', 'delivered'],
    ['message.opened', 'read'],
  ])('is told as such when %s says so', async (event, status) => {
    expect(await world.readOne({ event, ...head, message: whole, data: {} })).toMatchObject([
      { kind: 'elsewhere', providerId: 'm-9', to: person, body: 'From a colleague', status },
      { kind: 'status', providerId: 'm-9', status },
    ])
  })

  test('and failed is told with that', async () => {
    expect(
      await world.readOne({ event: 'message.failed', ...head, message: whole, data: { error: 'Device offline' } }),
    ).toMatchObject([
      { kind: 'elsewhere', status: 'sending' },
      { kind: 'status', status: 'failed' },
    ])
  })

  test('is no message of ours on another line', async () => {
    const message = { ...whole, batchId: 'homing:62515:support:r-1' }
    expect(await world.readOne({ event: 'message.sent', ...head, message, data: {} })).toMatchObject([
      { kind: 'status' },
    ])
  })
})

test.each(forms)('a reply without words says so, and one of files alone is its files (%s)', async (form) => {
  await world.close()
  world = await openTestTuco({ form })
  world.api.write({ from: person, lineId: 'line-1', words: '' })
  world.api.write({
    from: person,
    lineId: 'line-1',
    words: '',
    files: [{ url: 'https://f.example/a%20b.pdf', name: '' }],
  })
  const [empty, file] = await world.heard(2)
  expect(empty).toMatchObject({ kind: 'reply', made: true, body: expect.stringMatching(/Tuco does not pass on/) })
  expect(file).toMatchObject({ kind: 'reply', attachments: [{ name: 'a b.pdf', contentType: 'application/pdf' }] })
})

test('a tapback that Tuco writes out as text is a sign beside what it quotes', async () => {
  world.api.write({ from: person, lineId: 'line-1', words: 'Liked “Hello”' })
  expect(await world.heard(1)).toMatchObject([{ kind: 'reaction', to: { quoted: 'Hello' }, reaction: '👍' }])
})

test('odd members of a reply never decide', async () => {
  const odd = {
    attachmentUrls: 'none',
    parentMessages: [{ messageId: 7 }, 'x'],
    repliedAtUtc: 'yesterday',
    leadId: {},
    data: [],
  }
  const event = {
    event: 'message.reply',
    timestamp: '2026-11-02T10:00:00.000Z',
    messageId: 'r-1',
    phone: person,
    ...odd,
  }
  expect(await world.readOne({ ...event, message: 'Good' })).toMatchObject([
    { kind: 'reply', from: person, body: 'Good' },
  ])
})

test('the history goes on after a reply whose time is far from now, which comes once', async () => {
  const first = await tuco.since!(null, world.line, context())
  world.api.write({ from: person, lineId: 'line-1', words: 'Of 2099' })
  world.api.damage(person, { respondedAtUtc: '2099-01-01T00:00:00Z', recentReplies: [] })
  const second = await tuco.since!(first.cursor, world.line, context())
  expect(second.received).toHaveLength(1)
  world.api.write({ from: '+14155561002', lineId: 'line-1', words: 'Later' })
  const third = await tuco.since!(second.cursor, world.line, context())
  const read = await Promise.all(third.received.map((item) => tuco.read(item, world.line)))
  expect(read.flat()).toMatchObject([{ kind: 'reply', body: 'Later' }])
})

test('the history goes on beside what cannot be read of it, which comes once with its bytes', async () => {
  const first = await tuco.since!(null, world.line, context())
  for (const from of [person, '+14155561002']) world.api.write({ from, lineId: 'line-1', words: from })
  world.api.damage(person, { respondedAtUtc: 'soon', recentReplies: 'none' })
  const news = await tuco.since!(first.cursor, world.line, context())
  const read = await Promise.all(news.received.map((item) => tuco.read(item, world.line).catch(() => 'parked')))
  expect(read.flat()).toMatchObject([{ kind: 'reply', from: '+14155561002' }, 'parked'])
  const again = await tuco.since!(news.cursor, world.line, context())
  expect(again.received).toEqual([])
  world.api.write({ from: '+14155561002', lineId: 'line-1', words: 'Later' })
  const last = await tuco.since!(again.cursor, world.line, context())
  expect(last.received).toHaveLength(1)
})
