import { createServer } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createMail, type Mail } from '../../../workbench/mail/create-mail.ts'
import { Permanent, Temporary } from '../../errors.ts'
import { email } from './index.ts'
import { messageIdOf } from './message-id.ts'
import { plainSmtp } from '../../../workbench/mail/fixture/plain-smtp.ts'
import { context, outgoing, testLine } from '../../../workbench/mail/fixture/test-line.ts'

let mail: Mail
beforeEach(async () => {
  mail = createMail()
  await mail.listen()
})
afterEach(() => mail.close())

const inbox = () => mail.mailbox('maria@customer.example')
const rawHead = () => inbox().at(-1)!.raw.toString('latin1').split('\r\n\r\n')[0]!

test('an accepted email arrives whole, with a Message-ID made of its reference and a reply address of its conversation', async () => {
  const line = testLine(mail)
  const outcome = await email.send(outgoing({ body: 'Grüße 👋\r\n.\r\n.dot line\nEnd' }), line, context())
  expect(outcome).toEqual({ outcome: 'accepted', status: 'sent', providerId: messageIdOf(outgoing().reference, line) })
  expect(inbox()).toHaveLength(1)
  expect(inbox()[0]).toMatchObject({
    from: 'sales@company.example',
    to: 'maria@customer.example',
    replyTo: 'replies+c0nv3rsat10nt0ken7@company.example',
    envelopeFrom: 'replies@company.example',
    subject: 'Your order',
    messageId: outcome.outcome === 'accepted' ? outcome.providerId : '',
  })
  expect(inbox()[0]!.text.trimEnd()).toBe('Grüße 👋\n.\n.dot line\nEnd')
  expect(rawHead()).toMatch(/^X-Homing-Reference: 01890a5d-/m)
})

test('every attempt of one message has the same Message-ID, and no other message has it', async () => {
  const line = testLine(mail)
  await email.send(outgoing(), line, context())
  await email.send(outgoing(), line, context())
  await email.send(outgoing({ reference: 'another-reference' }), line, context())
  const ids = inbox().map(({ messageId }) => messageId)
  expect(ids[0]).toBe(ids[1])
  expect(new Set(ids).size).toBe(2)
})

test('it threads with what came before and skips ids that are no Message-IDs', async () => {
  const earlier = ['<newest@customer.example>', 'sha256:abcdef', '<oldest@company.example>']
  await email.send(outgoing({ earlier, subject: null }), testLine(mail), context())
  expect(inbox()[0]).toMatchObject({
    inReplyTo: '<newest@customer.example>',
    references: ['<oldest@company.example>', '<newest@customer.example>'],
    subject: 'Re: Message from Acme Sales',
  })
})

test('files that are too large together are refused in words, before any server is asked', async () => {
  const content = Buffer.alloc(9_500_000)
  const file = { url: 'https://files.example/a.pdf', contentType: 'application/pdf', name: 'a.pdf', content }
  const sending = email.send(outgoing({ attachments: [file, file] }), testLine(mail), context())
  await expect(sending).rejects.toMatchObject({ code: 'attachment_too_large' })
  expect(inbox()).toEqual([])
})

test('the name of a file can add no header', async () => {
  const name = 'a\r\nBcc: victim@elsewhere.example\r\n"x".pdf'
  const file = {
    url: 'https://files.example/a.pdf',
    contentType: 'application/pdf',
    name,
    content: Buffer.from('%PDF-'),
  }
  await email.send(outgoing({ attachments: [file] }), testLine(mail), context())
  expect(inbox()[0]?.attachments).toMatchObject([{ contentType: 'application/pdf', content: Buffer.from('%PDF-') }])
  expect(inbox()[0]?.raw.toString('latin1')).not.toMatch(/^Bcc:/im)
})

test('line breaks in a subject cannot add a header or a recipient', async () => {
  const subject = 'Hi\r\nBcc: victim@elsewhere.example\r\n\r\nbody\u2028x'
  await email.send(outgoing({ subject }), testLine(mail), context())
  expect(inbox()[0]!.subject).toBe('Hi Bcc: victim@elsewhere.example body x')
  expect(rawHead()).not.toMatch(/^Bcc:/im)
  expect(mail.addresses()).toEqual(['maria@customer.example'])
})

test.each([
  'maria@customer.example\r\nBcc: victim@elsewhere.example',
  'maria@customer.example, victim@elsewhere.example',
  '<maria@customer.example>',
  '"a b"@customer.example',
  'maria',
  'maria@',
  '@customer.example',
  'maria@customer..example',
  '',
  `${'m'.repeat(65)}@customer.example`,
])('the address %j is refused for good and nothing is sent', async (to) => {
  const sending = email.send(outgoing({ to }), testLine(mail), context())
  await expect(sending).rejects.toMatchObject({ name: 'Permanent', code: 'recipient_invalid' })
  expect(mail.addresses()).toEqual([])
})

test.each([
  ['jo..doe.@docomo.example', '"jo..doe."@docomo.example'],
  ['"jo..doe."@docomo.example', '"jo..doe."@docomo.example'],
  ['.jo@docomo.example', '".jo"@docomo.example'],
  ['jo@müller.example', 'jo@xn--mller-kva.example'],
  ['jo@メール.example', 'jo@xn--4dkua4c.example'],
  ['Jo.Doe+tag@customer.example', 'Jo.Doe+tag@customer.example'],
])('a server without SMTPUTF8 is told %s as %s, and takes it', async (to, told) => {
  const plain = await plainSmtp()
  await email.send(outgoing({ to }), testLine({ ...mail, smtpPort: plain.port }), context())
  expect(plain.commands).toContain(`RCPT TO:<${told}>`)
  expect(plain.message()).toMatch(/^To: .*docomo|^To: .*xn--|^To: Jo\.Doe/m)
  await plain.close()
})

test('an address that only SMTPUTF8 can carry is refused for good by a server without it', async () => {
  const plain = await plainSmtp()
  const sending = email.send(
    outgoing({ to: 'jörg@company2.example' }),
    testLine({ ...mail, smtpPort: plain.port }),
    context(),
  )
  await expect(sending).rejects.toMatchObject({ name: 'Permanent' })
  await plain.close()
})

test('a recipient that is busy is tried later; one that does not exist is not', async () => {
  mail.faults.smtp = '450'
  await expect(email.send(outgoing(), testLine(mail), context())).rejects.toMatchObject({
    name: 'Temporary',
    code: 'smtp_deferred',
  })
  mail.faults.smtp = '550'
  await expect(email.send(outgoing(), testLine(mail), context())).rejects.toMatchObject({
    name: 'Permanent',
    code: 'recipient_unknown',
    message: expect.stringContaining('No such user here'),
  })
  expect(inbox()).toEqual([])
})

test('a message refused after its last byte was surely not sent', async () => {
  mail.faults.smtp = '554-data'
  const sending = email.send(outgoing(), testLine(mail), context())
  await expect(sending).rejects.toMatchObject({ name: 'Permanent', code: 'refused_by_policy' })
  expect(inbox()).toEqual([])
})

test('a connection lost after the message leaves it unknown, whether it was taken or not', async () => {
  mail.faults.smtp = 'drop-after-data'
  expect(await email.send(outgoing(), testLine(mail), context())).toMatchObject({ outcome: 'unknown' })
  expect(inbox()).toHaveLength(1)
  mail.faults.smtp = 'lose-after-data'
  expect(await email.send(outgoing({ reference: 'second' }), testLine(mail), context())).toMatchObject({
    outcome: 'unknown',
  })
  expect(inbox()).toHaveLength(1)
})

test('an answer that is no SMTP leaves it unknown; an error before or at the final dot means not sent, try later', async () => {
  mail.faults.smtp = 'garble'
  expect(await email.send(outgoing(), testLine(mail), context())).toMatchObject({ outcome: 'unknown' })
  expect(inbox()).toHaveLength(1)
  mail.faults.smtp = '451-data'
  await expect(email.send(outgoing(), testLine(mail), context())).rejects.toMatchObject({ code: 'smtp_deferred' })
  mail.faults.smtp = 'hang-before-data'
  await expect(email.send(outgoing(), testLine(mail), context(AbortSignal.timeout(200)))).rejects.toMatchObject({
    name: 'Temporary',
    code: 'smtp_unreachable',
  })
  expect(inbox()).toHaveLength(1)
})

test('a server that never answers the message leaves it unknown at the time limit', async () => {
  mail.faults.smtp = 'hang'
  const limit = new AbortController()
  mail.onChange(() => limit.abort())
  expect(await email.send(outgoing(), testLine(mail), context(limit.signal))).toMatchObject({ outcome: 'unknown' })
  expect(inbox()).toHaveLength(1)
})

test('before the message was handed over every lost connection means not sent, try later', async () => {
  for (const fault of ['refuse', 'drop-before-data'] as const) {
    mail.faults.smtp = fault
    await expect(email.send(outgoing(), testLine(mail), context()), fault).rejects.toBeInstanceOf(Temporary)
  }
  await expect(email.send(outgoing(), testLine(mail), context(AbortSignal.abort()))).rejects.toBeInstanceOf(Temporary)
  const silent = createServer(() => undefined)
  await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done))
  const address = silent.address()
  const smtpPort = typeof address === 'object' && address ? address.port : 0
  const limit = new AbortController()
  silent.on('connection', () => limit.abort())
  const sending = email.send(outgoing(), testLine({ ...mail, smtpPort, imapPort: 1 }), context(limit.signal))
  await expect(sending).rejects.toBeInstanceOf(Temporary)
  silent.close()
  await expect(
    email.send(outgoing(), testLine({ smtpPort: 1, imapPort: 1, password: '' }), context()),
  ).rejects.toMatchObject({ name: 'Temporary', code: 'smtp_unreachable' })
  expect(inbox()).toEqual([])
})

test('a login that the server refuses needs a person', async () => {
  const guarded = createMail({ smtpLogin: { user: 'relay', password: 'right' } })
  await guarded.listen()
  const line = (password: string) =>
    testLine(guarded, {
      smtp: { host: '127.0.0.1', port: guarded.smtpPort, secure: 'none', user: 'relay', password },
    })
  await expect(email.send(outgoing(), line('wrong'), context())).rejects.toMatchObject({
    name: 'Permanent',
    code: 'line_login_refused',
  })
  await expect(
    email.send(
      outgoing(),
      testLine(guarded, { smtp: { host: '127.0.0.1', port: guarded.smtpPort, secure: 'none' } }),
      context(),
    ),
  ).rejects.toMatchObject({ name: 'Permanent', code: 'line_login_refused' })
  expect(await email.send(outgoing(), line('right'), context())).toMatchObject({ outcome: 'accepted' })
  await guarded.close()
})

test('a server without the encryption that the line asks for gets neither login nor message', async () => {
  const line = testLine(mail, { smtp: { host: '127.0.0.1', port: mail.smtpPort, secure: 'starttls' } })
  const failure = await email.send(outgoing(), line, context()).catch((error: unknown) => error)
  expect(failure instanceof Temporary || failure instanceof Permanent).toBe(true)
  expect(inbox()).toEqual([])
})
