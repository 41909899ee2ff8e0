import { afterEach, beforeEach, expect, test } from 'vitest'
import { context } from '../../../test/providers/context.ts'
import { outgoing } from '../../../test/providers/outgoing.ts'
import { person } from '../../../test/providers/person.ts'
import { openTestMac, type TestMac } from '../../../workbench/bluebubbles-api/fixture/test-mac.ts'
import type { ProviderEvent } from '../provider.ts'
import { read } from './read.ts'
import { send } from './send.ts'
import { since } from './since.ts'

let world: TestMac
let mac: TestMac['mac']
let line: TestMac['line']
/** As the relay keeps it. */
let cursor: string | null = null

beforeEach(async () => {
  world = await openTestMac([])
  ;({ mac, line } = world)
  cursor = null
  await look()
})
afterEach(() => world.close())

/** Looks into the history and goes on from there next time. */
async function look(): Promise<ProviderEvent[]> {
  const events: ProviderEvent[] = []
  for (let more = true; more;) {
    const news = await since(cursor, line, context())
    for (const item of news.received) {
      events.push(...(await read(item).catch(() => [{ kind: 'unreadable', reason: 'parked' } as const])))
    }
    ;({ cursor, more } = news)
  }
  return events
}

test('what webhooks would have told of older messages is told once: edited, taken back, read', async () => {
  const [edited, unsent] = ['Price is 100', 'Oh'].map((body) => mac.write({ from: person, body }).guid)
  await send(outgoing(), line, context())
  const ours = mac.rows().at(-1)?.guid ?? ''
  await look()
  mac.edit(edited ?? '', 'Price is 1000')
  mac.edit(unsent ?? '', null)
  mac.look(ours)
  expect(await look()).toMatchObject([
    { kind: 'edited', providerId: edited, body: 'Price is 1000' },
    { kind: 'unsent', providerId: unsent },
    { kind: 'status', providerId: ours, status: 'read' },
  ])
  expect(await look()).toEqual([])
})

test('a file that comes late is told when it is there, and asked for no longer then', async () => {
  const { guid } = mac.write({ from: person, body: '\uFFFC' })
  expect(await look()).toMatchObject([{ kind: 'reply', providerId: guid, provisional: true }])
  expect(await look()).toEqual([])
  mac.attach(guid, [{ guid: 'at_0', mimeType: 'image/jpeg', transferName: 'IMG_1.jpeg', totalBytes: 9 }])
  const [whole, ...others] = await look()
  expect(whole).toMatchObject({ kind: 'reply', providerId: guid, attachments: [{ name: 'IMG_1.jpeg' }] })
  expect(whole).not.toHaveProperty('completes')
  expect(others).toEqual([])
  expect(await look()).toEqual([])
})

test('what somebody wrote on the Mac meanwhile is told as that', async () => {
  const { guid } = mac.type({ to: person, body: 'By hand' })
  expect(await look()).toMatchObject([{ kind: 'elsewhere', providerId: guid, to: person, body: 'By hand' }])
})

test('a row that cannot be read waits by itself: those beside it come, and the next look goes on', async () => {
  mac.write({ from: person, body: 'Before' })
  mac.write({ from: person, body: 'Odd', isFromMe: 'who knows' as unknown as boolean })
  mac.write({ from: person, body: 'After' })
  const said = (await look()).map((event) => (event.kind === 'reply' ? event.body : event.kind))
  expect(said.sort()).toEqual(['After', 'Before', 'unreadable'])
  mac.write({ from: person, body: 'Later' })
  expect(await look()).toMatchObject([{ kind: 'reply', body: 'Later' }])
})

test('new messages come even where changes cannot be asked for', async () => {
  mac.write({ from: person, body: 'Long ago' })
  await look()
  mac.write({ from: person, body: 'New' })
  const news = await since(cursor, line, { ...context(), fetch: refusing('date_edited') })
  expect(news.received).toHaveLength(1)
  expect((await since(news.cursor, line, context())).received).toEqual([])
})

test('of many changes all come, a hundred at a time', async () => {
  const guids = Array.from({ length: 230 }, (_, n) => mac.write({ from: person, body: `Draft ${n}` }).guid)
  await look()
  for (const guid of guids) mac.edit(guid, 'Final')
  const edits = (await look()).filter(({ kind }) => kind === 'edited')
  expect(new Set(edits.map((event) => ('providerId' in event ? event.providerId : '')))).toEqual(new Set(guids))
})

/** The network, but for questions that hold these words: those end in a fault of the Mac's. */
function refusing(words: string): typeof fetch {
  return async (input, init) => {
    if (typeof init?.body === 'string' && init.body.includes(words)) return new Response('{}', { status: 500 })
    return fetch(input, init)
  }
}
