import { afterEach, beforeEach, expect, test } from 'vitest'
import { Value } from 'typebox/value'
import { createMail, type Mail } from '../../../workbench/mail/create-mail.ts'
import { email } from './index.ts'
import { EmailSettings } from './settings.ts'
import { context, only, outgoing, testLine } from '../../../workbench/mail/fixture/test-line.ts'

let mail: Mail
beforeEach(async () => {
  mail = createMail({ now: () => new Date('2026-09-14T10:00:00Z') })
  await mail.listen()
})
afterEach(() => mail.close())

async function sent(changes: Parameters<typeof outgoing>[0] = {}) {
  const outcome = await email.send(outgoing(changes), testLine(mail), context())
  if (outcome.outcome !== 'accepted') throw new Error('not accepted')
  return outcome.providerId
}

async function next(cursor: string) {
  const line = testLine(mail)
  const { received } = await email.since!(cursor, line, context())
  expect(received).toHaveLength(1)
  return email.read(received[0]!, line)
}

test('the settings of the line are what the description of the settings asks for', () => {
  expect([...Value.Errors(EmailSettings, testLine(mail).settings)]).toEqual([])
})

test('a person answers and the reply names the conversation, the message it answers and what was written', async () => {
  const { cursor } = await email.since!(null, testLine(mail), context())
  const providerId = await sent()
  const answer = await mail.reply(providerId, 'Danke, schön!')
  expect(only(await next(cursor), 'reply')).toEqual({
    kind: 'reply',
    providerId: answer.messageId,
    from: 'maria@customer.example',
    subject: 'Re: Your order',
    body: 'Danke, schön!',
    original: expect.stringContaining('> it is on its way.'),
    at: new Date('2026-09-14T10:00:00Z'),
    conversationToken: outgoing().conversationToken,
    answers: [providerId],
  })
})

test('without the token in the address the reply still names the message that it answers', async () => {
  const line = testLine(mail, { plusAddressing: false })
  const { cursor } = await email.since!(null, line, context())
  const outcome = await email.send(outgoing(), line, context())
  if (outcome.outcome !== 'accepted') throw new Error('not accepted')
  expect(mail.mailbox('maria@customer.example')[0]!.replyTo).toBe('replies@company.example')
  await mail.reply(outcome.providerId, 'Thanks')
  const reply = only(await next(cursor), 'reply')
  expect(reply.conversationToken).toBeUndefined()
  expect(reply.answers).toEqual([outcome.providerId])
})

test('an email that begins a new thread names its sender only', async () => {
  const { cursor } = await email.since!(null, testLine(mail), context())
  await mail.write({ from: 'Maria@Customer.example', to: 'replies@company.example', subject: 'Hi', body: 'A question' })
  const reply = only(await next(cursor), 'reply')
  expect(reply).toMatchObject({ from: 'maria@customer.example', body: 'A question', conversationToken: undefined })
  expect(reply.answers).toBeUndefined()
})

test('an email without a Message-ID has an id all the same, which a second look does not change', async () => {
  const { cursor } = await email.since!(null, testLine(mail), context())
  await mail.deliver('From: maria@customer.example\r\n\r\nHello\r\n', 'replies@company.example')
  const [first, second] = [only(await next(cursor), 'reply'), only(await next(cursor), 'reply')]
  expect(first.providerId).toMatch(/^sha256:[0-9a-f]{64}$/)
  expect(second).toEqual(first)
})

test('a bounce says which message never arrived and why', async () => {
  const { cursor } = await email.since!(null, testLine(mail), context())
  const providerId = await sent()
  await mail.bounce(providerId)
  expect(only(await next(cursor), 'status')).toMatchObject({
    status: 'undelivered',
    providerId,
    reference: outgoing().reference,
    error: { code: 'recipient_unknown', detail: expect.stringContaining('No such user here') },
  })
})

test('our own email that comes back to the mailbox is no reply', async () => {
  const { cursor } = await email.since!(null, testLine(mail), context())
  await sent({ to: 'replies+c0nv3rsat10nt0ken7@company.example' })
  expect(only(await next(cursor), 'ignored').reason).toBe('our own email')
})
