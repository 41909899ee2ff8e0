import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ProviderEvent } from '../../relay/providers/provider.ts'
import { tellingDesk } from '../telling-desk.ts'
import { createTellingWorld, type TellingWorld } from '../telling-world.ts'
import { until } from '../until.ts'
import type { TestContact } from '../world.ts'
import { openInbox } from '../../workbench/open-inbox.ts'

let world: TellingWorld
beforeAll(async () => {
  world = await createTellingWorld({ phones: { deliverAfter: null } })
})
afterAll(() => world.close())

const { person, texts, at, says, settled, mayBeWrittenTo } = tellingDesk(() => world)
const timeline = (contact: TestContact) => world.timeline(contact).join('\n')
const story = async (contact: TestContact, messageId: string) =>
  (await world.card('message-trace', { contact, messageId })).body.events.map(({ text }) => text)

const picture = { url: 'https://files.example/a.jpg?sig=1', contentType: 'image/jpeg', name: 'a.jpg' }

test('a file that comes late belongs to its message, once, on card and timeline', async () => {
  const contact = await person()
  const reply = says(contact, 'See the photo')
  await world.tell([reply])
  await until(() => expect(timeline(contact)).toContain('See the photo'))
  await world.tell([{ ...reply, body: 'See the photo ', attachments: [picture] }])
  await until(() => expect(timeline(contact)).toContain('With a.jpg'))
  // Signed anew it is the same file.
  await world.tell([{ ...reply, attachments: [{ ...picture, url: 'https://files.example/a.jpg?sig=2' }] }, reply])
  await settled()
  const [message, ...more] = await world.shown(contact)
  expect(more).toEqual([])
  expect(message).toMatchObject({ body: 'See the photo', attachments: [{ name: 'a.jpg' }] })
  expect(world.timeline(contact)).toHaveLength(1)
  expect(await story(contact, message!.id)).toEqual(['Received.', 'A file came late.'])
})

test('what only announced something gives way to what came, and a word on consent in it counts', async () => {
  const contact = await person()
  const reply = says(contact, 'Something is still on its way.', { made: true, provisional: true })
  await world.tell([reply])
  await until(async () => expect(await texts(contact)).toEqual(['Something is still on its way.']))
  const { made: _made, provisional: _provisional, ...plain } = reply
  await world.tell([{ ...plain, body: 'Stop' }])
  await until(async () => expect(await texts(contact)).toEqual(['Stop']))
  expect(await mayBeWrittenTo(contact)).toBe('opted_out')
  // Told a third time, it stays.
  await world.tell([{ ...plain, body: 'Something else' }])
  await settled()
  expect(await texts(contact)).toEqual(['Stop'])
})

test('a sentence of ours about what came gives way to what was typed with it, told later', async () => {
  const contact = await person()
  const reply = says(contact, 'Attached: a.jpg', { made: true, attachments: [picture] })
  await world.tell([reply])
  await until(async () => expect(await texts(contact)).toEqual(['Attached: a.jpg']))
  await world.tell([{ ...reply, body: 'Our new roof', made: undefined }])
  await until(async () => expect(await texts(contact)).toEqual(['Our new roof']))
  await world.tell([reply])
  await settled()
  expect(await texts(contact)).toEqual(['Our new roof'])
  await until(() => expect(timeline(contact)).toContain('Our new roof'))
})

test('a sentence of ours about what came is no word of theirs on consent', async () => {
  const contact = await person()
  await world.tell([says(contact, 'Stop', { made: true })])
  await until(async () => expect(await texts(contact)).toEqual(['Stop']))
  expect(await mayBeWrittenTo(contact)).toBe('yes')
})

test('an edited message shows what it says now and that it changed; what it said stands in its story', async () => {
  const contact = await person()
  const reply = says(contact, 'Price is 100')
  await world.tell([reply])
  await until(() => expect(timeline(contact)).toContain('Price is 100'))
  const edit = { kind: 'edited', providerId: reply.providerId, body: 'Price is 1000', at: at(60) } as const
  await world.tell([edit, edit])
  await until(() => expect(timeline(contact)).toContain('Price is 1000'))
  expect(timeline(contact)).toContain('Edited by whoever wrote it')
  // An older word, and the first telling once more, change nothing.
  await world.tell([{ ...edit, body: 'Price is 500', at: at(30) }, reply])
  await settled()
  const [message] = await world.shown(contact)
  expect(message).toMatchObject({ body: 'Price is 1000', editedAt: at(60).toISOString(), unsentAt: null })
  expect(await story(contact, message!.id)).toEqual([
    'Received.',
    'Edited by whoever wrote it. It said before: “Price is 100”',
  ])
  expect(await world.database.query("select 1 from message where body like 'Price is %'")).toHaveLength(1)
})

test('an edit to STOP is STOP', async () => {
  const contact = await person()
  const reply = says(contact, 'Stp')
  await world.tell([reply])
  await until(async () => expect(await texts(contact)).toEqual(['Stp']))
  await world.tell([{ kind: 'edited', providerId: reply.providerId, body: 'STOP', at: at(5) }])
  await until(async () => expect(await mayBeWrittenTo(contact)).toBe('opted_out'))
  expect((await world.shown(contact))[0]).toMatchObject({ body: 'STOP', consent: 'opted_out' })
})

test('an edit that comes before its message waits for it, and holds up nothing beside it', async () => {
  const contact = await person()
  const reply = says(contact, 'Frist')
  await world.tell([
    { kind: 'edited', providerId: reply.providerId, body: 'First', at: at(5) },
    says(contact, 'Beside it'),
  ])
  await until(async () => expect(await texts(contact)).toEqual(['Beside it']))
  await world.tell([reply])
  await until(async () => expect((await texts(contact)).toSorted()).toEqual(['Beside it', 'First']))
})

test('an edit of what nobody knows waits for a person in the end, with its words', async () => {
  await world.tell([{ kind: 'edited', providerId: 'never-seen', body: 'The only words', at: at(5) }])
  await until(async () =>
    expect(await world.database.query('select 1 from inbox where done_at is null')).toHaveLength(1),
  )
  await world.database.query(
    "update inbox set received_at = received_at - interval '11 minutes', due_at = instant() where done_at is null",
  )
  await until(async () => {
    const rows = await world.database.query(
      "select parked, convert_from(body, 'UTF8') as body from inbox where parked is not null",
    )
    expect(rows).toMatchObject([
      { parked: expect.stringContaining('message that is not here'), body: expect.stringContaining('The only words') },
    ])
  })
  await world.database.query('update inbox set done_at = instant() where parked is not null')
})

test('an edit that is only for whoever knows its message waits for nobody', async () => {
  await world.tell([{ kind: 'edited', providerId: 'of-a-group', body: 'To all of you', at: at(5), ifKnown: true }])
  await until(async () =>
    expect(await world.database.query('select 1 from inbox where done_at is null')).toHaveLength(1),
  )
  await world.database.query(
    "update inbox set received_at = received_at - interval '11 minutes', due_at = instant() where done_at is null",
  )
  await until(async () => expect(await world.database.query(`select 1 from ${openInbox} i`)).toEqual([]))
})

test('a message that was taken back is no more shown, with its files; its story has what it said', async () => {
  const contact = await person()
  const reply = says(contact, 'A secret', { attachments: [picture] })
  await world.tell([reply])
  await until(() => expect(timeline(contact)).toContain('A secret'))
  const gone = { kind: 'unsent', providerId: reply.providerId, at: at(9) } as const
  await world.tell([gone])
  await until(() => expect(timeline(contact)).toContain('taken back'))
  expect(timeline(contact)).not.toContain('A secret')
  // Nothing brings it back.
  await world.tell([reply, gone, { kind: 'edited', providerId: reply.providerId, body: 'Other', at: at(20) }])
  await settled()
  const [message] = await world.shown(contact)
  expect(message).toMatchObject({ unsentAt: at(9).toISOString(), editedAt: null, attachments: [] })
  expect(message?.body).toBe('This message was taken back by whoever wrote it.')
  expect(await story(contact, message!.id)).toEqual([
    'Received.',
    'Taken back by whoever wrote it. It said: “A secret”',
  ])
})

test('a sign stands with the message that it was put beside, and is no message, word or answer', async () => {
  const contact = await person()
  const id = await world.accepted(contact, 'Shall we meet at ten? It would be in Berlin.')
  await until(async () => expect((await world.shown(contact))[0]?.status).toBe('sent'))
  const from = contact.properties.mobilephone!
  const sign = (reaction: string | null, second: number, to: object = { providerId: '' }) =>
    ({
      kind: 'reaction',
      providerId: `s${second}`,
      from,
      to,
      reaction,
      body: 'Liked it',
      at: at(second),
    }) as ProviderEvent
  await world.tell([sign('👍', 1, { providerId: await world.providerId(id) })])
  await until(async () => expect((await world.shown(contact))[0]?.reactions).toMatchObject([{ reaction: '👍' }]))
  await world.tell([
    sign('❤️', 3, { quoted: 'Shall we meet at ten? It…' }),
    sign('👍', 1, { quoted: 'Shall we meet at ten?…' }),
  ])
  await until(async () => expect((await world.shown(contact))[0]?.reactions).toMatchObject([{ reaction: '❤️' }]))
  await until(() => expect(timeline(contact)).toContain('Reactions: ❤️'))
  await world.tell([sign(null, 5, { quoted: 'Shall we meet at ten? It would be in Berlin.' })])
  await until(async () => expect((await world.shown(contact))[0]?.reactions).toEqual([]))
  expect(await texts(contact)).toEqual(['Shall we meet at ten? It would be in Berlin.'])
  expect((await story(contact, id)).slice(-3)).toEqual([
    'Reaction: 👍',
    'Reaction: ❤️',
    'A reaction was taken away: ❤️',
  ])
  // Beside what is not here it is told as what it is; what no phone has cut is no beginning.
  await world.tell([sign('👍', 7, { quoted: 'Shall we meet at ten?' })])
  await until(async () => expect(await texts(contact)).toContain('Liked it'))
})
