import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMailWorld, replies, type MailWorld } from '../mail-world.ts'
import { until } from '../until.ts'
import { portalId, type TestContact, type World } from '../world.ts'

let desk: MailWorld
let world: World
beforeAll(async () => {
  desk = await createMailWorld({ authservId: 'mx.company.example' })
  ;({ world } = desk)
})
afterAll(() => desk.close())

type Verdict = 'pass' | 'fail' | 'none'
let [mails, dated] = [0, 0]
/** A mail as the receiving server files it: its word on the sender stands above all that came. Answers with the mail's Message-ID. */
async function arrives(
  from: string,
  verdict: Verdict | null,
  text: string,
  {
    to = replies,
    headers = [],
    id = `<m${(mails += 1)}@elsewhere.example>`,
  }: { to?: string; headers?: string[]; id?: string } = {},
): Promise<string> {
  const domain = from.slice(from.lastIndexOf('@') + 1)
  const word = verdict ? [`Authentication-Results: mx.company.example; dmarc=${verdict} header.from=${domain}`] : []
  const lines = [
    ...word,
    `From: ${from}`,
    `To: ${to}`,
    'Subject: A word',
    // They tell whole seconds, and each is written after the other.
    `Date: ${new Date(Date.now() + (dated += 1) * 1_000).toUTCString()}`,
    `Message-ID: ${id}`,
    ...headers,
    '',
    text,
    '',
  ]
  await desk.mail.deliver(lines.join('\r\n'), to, 'bounces@elsewhere.example')
  return id
}

let people = 0
const someone = () => desk.send(`ada${(people += 1)}@customer.example`)
const addressOf = (contact: TestContact) => contact.properties.email!
const line = async (contact: TestContact) =>
  (await world.card('conversation', { contact })).body.lines.find(({ id }) => id === 'mail')
const inbound = async (contact: TestContact) =>
  (await world.shown(contact)).filter(({ direction }) => direction === 'inbound')
const isOut = async (contact: TestContact) => (await line(contact))?.obstacle?.is === 'opted_out'
const asks = async (contact: TestContact) => Boolean((await line(contact))?.note?.includes('Somebody decides'))
const shows = (contact: TestContact, body: string) =>
  until(async () => {
    const found = (await inbound(contact)).find((message) => message.body === body)
    expect(found).toBeDefined()
    return found!
  })
const byWorkflow = async (contact: TestContact) =>
  (
    await world.workflow({
      callbackId: randomUUID(),
      origin: { portalId: Number(portalId) },
      object: { objectId: Number(contact.id), objectType: 'CONTACT', properties: contact.properties },
      inputFields: { channel: 'email', message: 'News' },
    })
  ).body.outputFields.error_code

test('a mail that fails the proof and names nothing of ours is shown as unproved on card, timeline and in its story', async () => {
  const { contact } = await someone()
  await arrives(addressOf(contact), 'fail', 'Please send it to my new address')
  const message = await shows(contact, 'Please send it to my new address')
  expect(message).toMatchObject({ unproved: true, consent: null })
  await until(() => expect(world.timeline(contact).join()).toContain('Unproved sender'))
  const { events } = (await world.card('message-trace', { contact, messageId: message.id })).body
  expect(events[0]?.text).toMatch(/^Received\. The mail server could not confirm that this sender wrote it/)
  await arrives(addressOf(contact), 'pass', 'It is really me')
  expect(await shows(contact, 'It is really me')).toMatchObject({ unproved: false })
})

test.each(['fail', 'none', null] as const)(
  'STOP of a sender of whom the server says %s is no opt-out: a person decides, and automatic mail waits',
  async (verdict) => {
    const { contact } = await someone()
    await arrives(addressOf(contact), verdict, 'STOP')
    expect(await shows(contact, 'STOP')).toMatchObject({ consent: null, unproved: verdict === 'fail' })
    expect(await isOut(contact)).toBe(false)
    expect(await asks(contact)).toBe(true)
    expect(await byWorkflow(contact)).toBe('consent_asked')
    await world.accepted(contact, 'Was that you?', { line: 'mail' })
    // Their own word leaves nothing to decide.
    await arrives(addressOf(contact), 'pass', 'START')
    await until(async () => expect(await asks(contact)).toBe(false))
  },
)

test('START of an unproved sender lifts nothing, that of a proved one does', async () => {
  const { contact, sent } = await someone()
  await desk.mail.reply(sent.messageId!, 'STOP')
  await until(async () => expect(await isOut(contact)).toBe(true))
  for (const verdict of ['fail', 'none', null] as const) await arrives(addressOf(contact), verdict, 'START')
  await until(async () => expect(await inbound(contact)).toHaveLength(4))
  expect(await isOut(contact)).toBe(true)
  await arrives(addressOf(contact), 'pass', 'START')
  await until(async () => expect(await isOut(contact)).toBe(false))
})

test('a pass is enough, and so is what only our reader knows: the token, or the whole id of a message that left', async () => {
  const passed = await someone()
  await arrives(addressOf(passed.contact), 'pass', 'Unsubscribe')
  await until(async () => expect(await isOut(passed.contact)).toBe(true))
  // A forwarder or a list on the way spoils the proof, not what the mail names.
  const withToken = await someone()
  await arrives(addressOf(withToken.contact), 'fail', 'STOP', { to: withToken.sent.replyTo! })
  await until(async () => expect(await isOut(withToken.contact)).toBe(true))
  expect((await inbound(withToken.contact))[0]).toMatchObject({ unproved: false, consent: 'opted_out' })
  const withId = await someone()
  const headers = [`References: <other@customer.example> ${withId.sent.messageId!}`]
  await arrives(addressOf(withId.contact), 'fail', 'STOP', { headers })
  await until(async () => expect(await isOut(withId.contact)).toBe(true))
})

test('what anybody can make up names nothing', async () => {
  const { contact, sent } = await someone()
  const { contact: other, sent: theirs } = await someone()
  const forged = await arrives(addressOf(contact), 'fail', 'A first mail')
  const [reference] = /[^<@]+/.exec(sent.messageId!)!
  const tries = [
    { to: replies.replace('@', '+abcdefghijklmnopqrstuvwxyz012345@') },
    { headers: [`In-Reply-To: ${forged}`] },
    { headers: [`In-Reply-To: <${reference.slice(0, -3)}000@company.example>`] },
    { headers: [`References: ${sent.messageId!.slice(0, -8)}`] },
    { headers: [`X-Homing-Reference: ${theirs.messageId!}`] },
    { headers: [`In-Reply-To: ${sent.messageId!.replace('@', '@x')}`] },
  ]
  for (const more of tries) await arrives(addressOf(contact), 'fail', 'STOP', more)
  await until(async () => expect(await inbound(contact)).toHaveLength(1 + tries.length))
  expect((await inbound(contact)).filter(({ unproved, consent }) => unproved && consent === null)).toHaveLength(7)
  expect([await isOut(contact), await isOut(other)]).toEqual([false, false])
})

test('whoever has a thread with us speaks for it alone, and not for the sender whose name is used', async () => {
  const { contact: victim } = await someone()
  const { contact: forger, sent } = await someone()
  await arrives(addressOf(victim), 'fail', 'STOP', { to: sent.replyTo!, headers: [`In-Reply-To: ${sent.messageId!}`] })
  expect(await shows(forger, 'STOP')).toMatchObject({ unproved: true, address: addressOf(victim) })
  expect([await isOut(forger), await isOut(victim)]).toEqual([true, false])
  // Nor does START lift what the other has said.
  await arrives(addressOf(victim), 'pass', 'STOP')
  await until(async () => expect(await isOut(victim)).toBe(true))
  for (const verdict of ['fail', 'none'] as const) {
    await arrives(addressOf(victim), verdict, 'START', { to: sent.replyTo! })
    await until(async () => expect(await isOut(forger)).toBe(false))
    await arrives(addressOf(forger), 'pass', 'STOP')
    await until(async () => expect(await isOut(forger)).toBe(true))
  }
  expect(await isOut(victim)).toBe(true)
})

test('a word in the name of somebody whom nobody knows yet counts only where it is proved', async () => {
  await arrives('first@nobody.example', 'fail', 'STOP')
  await arrives('second@nobody.example', 'pass', 'STOP')
  const first = await world.contact({ email: 'first@nobody.example' })
  const second = await world.contact({ email: 'second@nobody.example' })
  await until(async () => expect(await isOut(second)).toBe(true))
  await until(async () =>
    expect(await world.database.query("select 1 from message where address = 'first@nobody.example'")).toHaveLength(1),
  )
  expect(await isOut(first)).toBe(false)
})

test('a forged mail under the id of one that came completes nothing', async () => {
  const { contact } = await someone()
  // It has no words, so a sentence of ours stands there.
  const id = await arrives(addressOf(contact), 'pass', '', { headers: ['In-Reply-To: <their@customer.example>'] })
  const [before] = await until(async () => {
    const all = await inbound(contact)
    expect(all).toHaveLength(1)
    return all
  })
  const file = [
    '--b',
    'Content-Type: application/pdf; name="bill.pdf"',
    'Content-Disposition: attachment',
    '',
    'x',
    '--b--',
  ]
  const text = ['--b', 'Content-Type: text/plain', '', 'Pay the bill', ...file].join('\r\n')
  const headers = ['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b']
  for (const verdict of ['fail', 'none', null] as const)
    await arrives(addressOf(contact), verdict, text, { id, headers })
  expect(before?.body).toBe('This mail has no text.')
  await arrives(addressOf(contact), 'pass', 'And then?')
  await shows(contact, 'And then?')
  expect((await inbound(contact)).find((message) => message.id === before!.id)).toEqual(before)
  expect([await isOut(contact), await asks(contact)]).toEqual([false, false])
})

test('a sign in the name of another is told as their unproved message, not put beside what was written', async () => {
  const { contact } = await someone()
  const id = await arrives(addressOf(contact), 'pass', 'My own words')
  await shows(contact, 'My own words')
  const part = [
    '--b',
    'Content-Type: text/plain',
    '',
    'x',
    '--b',
    'Content-Type: text/vnd.google.email-reaction+json',
    '',
    '{"version":1,"emoji":"👎"}',
    '--b--',
  ]
  const headers = [`In-Reply-To: ${id}`, 'MIME-Version: 1.0', 'Content-Type: multipart/alternative; boundary=b']
  await arrives(addressOf(contact), 'fail', part.join('\r\n'), { headers })
  expect(await shows(contact, 'Reacted 👎')).toMatchObject({ unproved: true })
  expect(await shows(contact, 'My own words')).toMatchObject({ reactions: [] })
})
