import { afterEach, beforeEach, expect, test } from 'vitest'
import { person } from '../../../test/providers/person.ts'
import { openTestWorld, type TestWorld } from '../../../workbench/twilio-api/fixture/test-world.ts'
import type { ProviderEvent } from '../provider.ts'
import { read } from './read.ts'
import { send } from './send.ts'
import { since } from './since.ts'

const service = `MG${'9'.repeat(32)}`
let world: TestWorld
let cursor: string | null

beforeEach(async () => {
  world = await openTestWorld()
  await begin()
})
afterEach(() => world.close())

async function begin(): Promise<void> {
  cursor = (await since(null, world.line, world.context())).cursor
}

/** What the history says since the last look. */
async function news(): Promise<ProviderEvent[]> {
  const answer = await since(cursor, world.line, world.context())
  cursor = answer.cursor
  const events = await Promise.all(answer.received.map((item) => read(item, world.line)))
  return events.flat()
}

test.each([[{}], [{ rcsSender: 'rcs:acme_agent' }]])(
  'an RCS reply whose webhook was lost comes back, as the SMS beside it does (%j)',
  async (settings) => {
    await world.close()
    world = await openTestWorld({ messagingServiceSid: service, ...settings })
    await begin()
    world.api.write({ from: `rcs:${person}`, body: 'Rich', parameters: { To: 'rcs:acme_agent' } })
    world.api.write({ from: person, body: 'Plain' })
    world.api.write({ from: person, body: 'Not for you', parameters: { To: '+14155550199' } })
    expect(await news()).toMatchObject([
      { kind: 'reply', from: person, body: 'Rich', service: 'RCS' },
      { kind: 'reply', from: person, body: 'Plain', service: 'SMS' },
    ])
    expect(await news()).toEqual([])
  },
)

test('every status is told, though two may begin with the same letters', async () => {
  await send(world.outgoing(), world.line, world.context())
  const { sid = '' } = world.api.messages()[0] ?? {}
  const told: unknown[] = []
  for (const status of ['sending', 'sent', 'delivered']) {
    world.api.settle(sid, status)
    told.push(...(await news()))
  }
  expect(told).toMatchObject([
    { kind: 'status', status: 'sending', providerId: sid },
    // It may be another program's: the list does not say.
    { kind: 'elsewhere', status: 'sent', providerId: sid },
    { kind: 'elsewhere', status: 'delivered', providerId: sid },
  ])
})

test("a failure has Twilio's code and words as in a webhook", async () => {
  await send(world.outgoing(), world.line, world.context())
  world.api.settle(world.api.messages()[0]?.sid ?? '', 'undelivered', 30023, 'Words of Twilio')
  const [listed] = await news()
  const [told] = await world.heard()
  expect(listed).toMatchObject({
    error: { code: 'daily_limit', notNow: {}, detail: expect.stringContaining('Words of') },
  })
  const codeOf = (event: ProviderEvent | undefined) => event?.kind === 'status' && event.error?.code
  expect(codeOf(told)).toBe(codeOf(listed))
})

test('what left the number without us is told as that, with its status, and what failed is not', async () => {
  world.api.sendElsewhere({ to: person, body: 'Your table is ready' })
  world.api.sendElsewhere({ to: person, body: 'You are unsubscribed.', direction: 'outbound-reply' })
  const { sid } = world.api.sendElsewhere({ to: person, body: 'Lost' })
  Object.assign(world.api.messages().find((one) => one.sid === sid) ?? {}, { status: 'failed' })
  const told = await news()
  expect(told.filter(({ kind }) => kind === 'elsewhere')).toMatchObject([
    { to: person, body: 'Your table is ready', status: 'sent', service: 'SMS' },
    { to: person, body: 'You are unsubscribed.' },
  ])
})

test('what the list shows without words may still get some', async () => {
  world.api.write({ from: person, body: '', parameters: { Latitude: '1', Longitude: '2' } })
  expect(await news()).toMatchObject([{ kind: 'reply', made: true, provisional: true }])
  const [told] = await world.heard()
  expect(told).toMatchObject({ kind: 'reply', body: '1, 2' })
  expect(told).not.toHaveProperty('provisional')
})

test('that files cannot be asked for hides no message', async () => {
  const { sid } = world.api.write({ from: person, body: 'See', media: [{ contentType: 'image/png' }] })
  world.api.mediaGone.add(sid)
  expect(await news()).toMatchObject([
    { body: 'See', attachments: [{ contentType: 'application/octet-stream', name: 'attachment-1' }] },
  ])
})

test('who writes by RCS is answered by it, with the line behind it', async () => {
  await world.close()
  world = await openTestWorld({ messagingServiceSid: service, rcsSender: 'rcs:acme_agent' })
  await send(world.outgoing({ service: 'RCS' }), world.line, world.context())
  await send(world.outgoing({ service: 'SMS' }), world.line, world.context())
  expect(world.api.messages()).toMatchObject([{ from: 'rcs:acme_agent' }, { from: world.line.address }])
})
