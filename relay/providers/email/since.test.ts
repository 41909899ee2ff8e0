import { afterEach, beforeEach, expect, test } from 'vitest'
import { createMail, type Mail } from '../../../workbench/mail/create-mail.ts'
import type { Received } from '../provider.ts'
import { email } from './index.ts'
import { context, testLine } from '../../../workbench/mail/fixture/test-line.ts'

const inbox = 'replies@company.example'
let mail: Mail
let now: Date
beforeEach(async () => {
  now = new Date('2026-09-14T10:00:00Z')
  mail = createMail({ now: () => now })
  await mail.listen()
})
afterEach(() => mail.close())

const arrive = (text: string) => mail.deliver(`From: a@customer.example\r\nSubject: ${text}\r\n\r\n${text}\r\n`, inbox)
const since = (cursor: string | null) => email.since!(cursor, testLine(mail), context())
const subjects = (received: Received[]) =>
  received.map(({ body }) => /^Subject: (.*?)\r?$/m.exec(Buffer.from(body).toString())?.[1])

test('without a cursor it begins now, and from there on nothing is missed, repeated or marked as seen', async () => {
  await arrive('before')
  const begin = await since(null)
  expect(begin).toMatchObject({ received: [], more: false })
  await arrive('one')
  await arrive('two')
  const first = await since(begin.cursor)
  expect(subjects(first.received)).toEqual(['one', 'two'])
  expect(first.received[0]).toMatchObject({
    origin: 'history',
    headers: { 'imap-internal-date': '2026-09-14T10:00:00.000Z' },
  })
  expect(await since(first.cursor)).toEqual({ received: [], cursor: first.cursor, more: false })
  await arrive('three')
  expect(subjects((await since(first.cursor)).received)).toEqual(['three'])
  expect(mail.mailbox(inbox).every(({ flags }) => flags.size === 0)).toBe(true)
})

test('an empty mailbox gives a cursor that finds the first email', async () => {
  const { cursor } = await since(null)
  await arrive('first')
  expect(subjects((await since(cursor)).received)).toEqual(['first'])
})

test('a server that names no next number begins now, too, be its mailbox full or empty', async () => {
  mail.faults.imap = 'no-uidnext'
  const empty = await since(null)
  await arrive('first')
  expect(subjects((await since(empty.cursor)).received)).toEqual(['first'])
  await arrive('second')
  const begin = await since(null)
  expect(await since(begin.cursor)).toEqual({ received: [], cursor: begin.cursor, more: false })
  await arrive('third')
  expect(subjects((await since(begin.cursor)).received)).toEqual(['third'])
})

test('one email that the server does not hand over holds up the others for ten minutes at most, and is told', async () => {
  const { cursor } = await since(null)
  await arrive('one')
  await mail.deliver('From: a@customer.example\r\nX-Broken: yes\r\n\r\nbroken\r\n', inbox)
  await arrive('three')
  mail.faults.imap = 'withholds'
  await expect(since(cursor)).rejects.toMatchObject({ name: 'Temporary' })
  const later = { ...context(), now: () => new Date(now.getTime() + 11 * 60_000) }
  const { received, more, cursor: next } = await email.since!(cursor, testLine(mail), later)
  expect(subjects(received)).toEqual(['one', undefined, 'three'])
  await expect(email.read(received[1]!, testLine(mail))).rejects.toMatchObject({
    name: 'Invalid',
    code: 'email_withheld',
  })
  expect(more).toBe(false)
  expect((await since(next)).received).toEqual([])
})

test('more than a batch comes in several, in order', async () => {
  let { cursor } = await since(null)
  const expected = Array.from({ length: 120 }, (_, index) => `n${index}`)
  for (const text of expected) await arrive(text)
  const got: (string | undefined)[] = []
  const sizes: number[] = []
  for (let more = true; more && sizes.length < 10;) {
    const batch = await since(cursor)
    got.push(...subjects(batch.received))
    sizes.push(batch.received.length)
    ;({ cursor, more } = batch)
  }
  expect(got).toEqual(expected)
  expect(sizes).toEqual([50, 50, 20])
})

test('when the server numbered the mailbox anew, the last seven days are read again', async () => {
  now = new Date('2026-08-01T10:00:00Z')
  await arrive('old')
  now = new Date('2026-09-13T10:00:00Z')
  await arrive('known')
  const { cursor } = await since(null)
  now = new Date('2026-09-14T09:59:00Z')
  await arrive('new')
  mail.renumber(inbox)
  const again = await since(cursor)
  expect(subjects(again.received)).toEqual(['known', 'new'])
  expect(again.cursor).not.toBe(cursor)
  await arrive('newer')
  expect(subjects((await since(again.cursor)).received)).toEqual(['newer'])
  for (const broken of ['', 'nonsense', `${again.cursor.split(':')[0]}:x`, `${again.cursor.split(':')[0]}:-1`]) {
    expect(subjects((await since(broken)).received)).toEqual(['known', 'new', 'newer'])
  }
})

test('of an email over ten megabytes the beginning is read, with its text', async () => {
  const { cursor } = await since(null)
  const attachment = `${'A'.repeat(76)}\r\n`.repeat(150_000)
  const raw = [
    'From: a@customer.example',
    'Message-ID: <big@customer.example>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b\r\nContent-Type: text/plain\r\n\r\nSee the film\r\n--b',
    'Content-Type: video/mp4; name=film.mp4\r\nContent-Transfer-Encoding: base64',
    '',
    attachment,
    '--b--',
  ].join('\r\n')
  await mail.deliver(raw, inbox)
  const { received } = await since(cursor)
  expect(received[0]!.body.length).toBe(1024 * 1024)
  expect(await email.read(received[0]!, testLine(mail))).toMatchObject([
    { kind: 'reply', body: 'See the film', attachments: [{ name: 'film.mp4' }], providerId: '<big@customer.example>' },
  ])
})

test('a wrong password and a missing mailbox need a person; a server that is away does not', async () => {
  const line = testLine(mail)
  const changed = (imap: Partial<typeof line.settings.imap>) => ({
    ...line,
    settings: { ...line.settings, imap: { ...line.settings.imap, ...imap } },
  })
  await expect(email.since!(null, changed({ password: 'wrong' }), context())).rejects.toMatchObject({
    name: 'Permanent',
    code: 'line_login_refused',
  })
  await expect(email.since!(null, changed({ mailbox: 'Elsewhere' }), context())).rejects.toMatchObject({
    name: 'Permanent',
    code: 'mailbox_missing',
  })
  await expect(email.since!(null, changed({ port: 1 }), context())).rejects.toMatchObject({ name: 'Temporary' })
  await expect(email.since!(null, changed({ secure: 'starttls' }), context())).rejects.toMatchObject({
    name: 'Temporary',
  })
  mail.faults.imap = 'refuse'
  await expect(since(null)).rejects.toMatchObject({ name: 'Temporary', code: 'imap_unreachable' })
})

test('a server that hangs is left when the time limit passes', async () => {
  mail.faults.imap = 'hang'
  await expect(email.since!(null, testLine(mail), context(AbortSignal.timeout(100)))).rejects.toMatchObject({
    name: 'Temporary',
  })
})
