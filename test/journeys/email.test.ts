import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Mail } from '../../workbench/mail/create-mail.ts'
import { createMailWorld, replies, type MailWorld } from '../mail-world.ts'
import { until } from '../until.ts'
import { portalId, type TestContact, type World } from '../world.ts'

let world: World
let mail: Mail
let desk: MailWorld
beforeAll(async () => {
  desk = await createMailWorld()
  ;({ world, mail } = desk)
})
afterAll(() => desk.close())

const emails = (contact: { id: string }) =>
  world.hubspot.timeline(Number(portalId), contact.id).map((entry) => entry.properties)
/** An email's time is in whole seconds, so an answer within one may seem older; sorted by direction therefore. */
const texts = async (contact: TestContact) =>
  (await world.shown(contact)).map(({ direction, body }) => `${direction}: ${body.trim()}`).toSorted()
const send = async (address: string, body: string) => {
  const { contact, sent } = await desk.send(address, body)
  return { contact, messageId: sent.messageId ?? '' }
}

test('an email goes out, the answer comes home by its plus address, and both are emails on the timeline', async () => {
  const { contact, messageId } = await send('ada@customer.example', 'Hello Ada')
  await mail.reply(messageId, 'Yes, please')
  await until(async () => expect(await texts(contact)).toEqual(['inbound: Yes, please', 'outbound: Hello Ada']))
  await until(() =>
    expect(
      emails(contact)
        .map((entry) => entry.hs_email_direction)
        .toSorted(),
    ).toEqual(['EMAIL', 'INCOMING_EMAIL']),
  )
  expect(
    emails(contact)
      .map((entry) => entry.hs_email_subject)
      .toSorted(),
  ).toEqual(['An offer', 'Re: An offer'])

  // The next message belongs to the same thread.
  await world.accepted(contact, 'It is on its way', { line: 'mail', subject: 'An offer' })
  await until(() => expect(mail.mailbox('ada@customer.example').at(-1)?.references).toContain(messageId))
})

test('an opt-out from a second mailbox holds for the address that was written to, too', async () => {
  const { contact, messageId } = await send('cleo@work.example', 'Hello Cleo')
  const lines = ['From: Cleo <cleo@home.example>', `In-Reply-To: ${messageId}`, 'Message-ID: <stop@home.example>']
  await mail.deliver([...lines, 'Subject: Re: An offer', '', 'unsubscribe'].join('\r\n'), replies)
  await until(async () => {
    const { body } = await world.card('conversation', { contact })
    expect(body.lines.find(({ id }) => id === 'mail')).toMatchObject({ obstacle: { is: 'opted_out' } })
  })
  const atHome = await world.contact({ firstname: 'Cleo', email: 'cleo@home.example' })
  const { body } = await world.card('conversation', { contact: atHome })
  expect(body.lines.find(({ id }) => id === 'mail')).toMatchObject({ obstacle: { is: 'opted_out' } })
})

test('an email that bounces is undelivered, with the reason, and no reply', async () => {
  const { contact, messageId } = await send('nobody@customer.example', 'Hello?')
  await mail.bounce(messageId)
  await until(async () => expect((await world.shown(contact)).map(({ status }) => status)).toEqual(['undelivered']))
  expect((await world.shown(contact))[0]?.problem?.detail).toMatch(/./)
  await until(() => expect(emails(contact).map((entry) => entry.hs_email_status)).toEqual(['BOUNCED']))
})

test('a bounce that has no structure is one, too; a warning before it changes nothing', async () => {
  const { contact, messageId } = await send('full@customer.example', 'Hello?')
  const [original] = mail.mailbox('full@customer.example')
  const report = (subject: string, words: string) =>
    mail.deliver(
      [
        'From: MAILER-DAEMON <>',
        `Subject: ${subject}`,
        `Message-ID: <${subject.length}@mx.customer.example>`,
        ...['', `<full@customer.example>:`, words, '', '--- Below this line is a copy of the message.', ''],
        original?.raw.toString('latin1') ?? '',
      ].join('\r\n'),
      replies,
      '',
    )
  await report('Delayed', 'The mailbox is full. Your message will be retried for two more days.')
  await mail.reply(messageId, 'I see it anyway')
  await until(async () => expect(await texts(contact)).toEqual(['inbound: I see it anyway', 'outbound: Hello?']))
  expect((await world.shown(contact)).find(({ direction }) => direction === 'outbound')?.status).toBe('sent')
  await report('failure notice', 'The mailbox is full. I have given up. (#5.2.2)')
  await until(async () =>
    expect((await world.shown(contact)).find(({ direction }) => direction === 'outbound')?.status).toBe('undelivered'),
  )
})

test('what a mail system says of a message without saying what became of it waits for a person, whose contact is known', async () => {
  const { contact } = await send('held@customer.example', 'Hello?')
  const [original] = mail.mailbox('held@customer.example')
  const head = [
    'From: Content-filter <postmaster@mx.customer.example>',
    'Subject: Held',
    'Message-ID: <held@mx.example>',
  ]
  await mail.deliver(
    [...head, '', 'STOP', '', original?.raw.toString('latin1') ?? ''].join('\r\n'),
    original?.replyTo ?? '',
    '',
  )
  await until(async () => {
    const rows = await world.database.query<{ aside_contact_id: string }>(
      "select aside_contact_id from message where aside is not null and contact_id is null and body = 'STOP'",
    )
    expect(rows.map((row) => row.aside_contact_id)).toEqual([contact.id])
  })
  expect((await world.shown(contact)).map(({ status }) => status)).toEqual(['sent'])
})

test('an automatic answer is no reply; one by a person after it is', async () => {
  const { contact, messageId } = await send('away@customer.example', 'Hello')
  const [original] = mail.mailbox('away@customer.example')
  const automatic = [
    'From: away@customer.example',
    `To: ${original?.replyTo ?? ''}`,
    'Subject: Out of office',
    'Message-ID: <away-1@customer.example>',
    `In-Reply-To: ${messageId}`,
    'Auto-Submitted: auto-replied',
    '',
    'I am away.',
    '',
  ]
  await mail.deliver(automatic.join('\r\n'), original?.replyTo ?? '', '')
  await mail.reply(messageId, 'Back again')
  await until(async () => expect(await texts(contact)).toEqual(['inbound: Back again', 'outbound: Hello']))
})

test('an email from nobody we know waits for a person', async () => {
  await mail.write({ from: 'stranger@elsewhere.example', to: replies, subject: 'Hello', body: 'Do you know me?' })
  await until(async () => {
    const rows = await world.database.query(
      "select 1 from message where contact_id is null and address = 'stranger@elsewhere.example'",
    )
    expect(rows).toHaveLength(1)
  })
})

test('while the mailbox cannot be reached, replies wait in it and come home afterwards, once', async () => {
  const { contact, messageId } = await send('patient@customer.example', 'Hello')
  mail.faults.imap = 'refuse'
  mail.dropImap()
  await mail.reply(messageId, 'While you were away')
  await until(() => expect(world.logged.some((line) => /history|imap|mailbox/i.test(line))).toBe(true))
  mail.faults.imap = 'none'
  await until(async () => expect(await texts(contact)).toEqual(['inbound: While you were away', 'outbound: Hello']))
})

test('a server that takes an email and loses its answer leaves the message unknown and unsent again', async () => {
  mail.faults.smtp = 'drop-after-data'
  const contact = await world.contact({ firstname: 'Una', email: 'una@customer.example' })
  await world.accepted(contact, 'Perhaps', { line: 'mail', subject: 'An offer' })
  await until(async () => expect((await world.shown(contact)).map(({ status }) => status)).toEqual(['unknown']))
  mail.faults.smtp = 'none'
  const [sent] = mail.mailbox('una@customer.example')
  await mail.reply(sent?.messageId ?? '', 'I got it')
  await until(async () => expect(await texts(contact)).toEqual(['inbound: I got it', 'outbound: Perhaps']))
  expect(mail.mailbox('una@customer.example')).toHaveLength(1)
})
