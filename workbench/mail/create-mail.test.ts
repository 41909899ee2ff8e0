import { ImapFlow } from 'imapflow'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMail, type Mail } from './create-mail.ts'

let mail: Mail
beforeEach(async () => {
  mail = createMail({ now: () => new Date('2026-09-14T10:00:00Z') })
  await mail.listen()
})
afterEach(() => mail.close())

const raw = 'From: a@customer.example\r\nSubject: Hi\r\nMessage-ID: <1@customer.example>\r\n\r\nHello\r\n'

/** Speaks IMAP by hand and returns all that the server said until it closed. */
async function spoken(...lines: string[]): Promise<string> {
  const socket = connect(mail.imapPort, '127.0.0.1')
  socket.write([...lines, 'z LOGOUT', ''].join('\r\n'))
  return text(socket)
}

test('plus parts are folded into the mailbox of the address', async () => {
  await mail.deliver(raw, 'Replies+token@Company.example')
  expect(mail.addresses()).toEqual(['replies@company.example'])
  expect(mail.mailbox('replies+other@company.example')).toHaveLength(1)
})

test('a snapshot brings back every mailbox as it was, numbers and flags included', async () => {
  await mail.deliver(raw, 'replies@company.example')
  await spoken('a LOGIN replies@company.example workbench', 'b SELECT INBOX', 'c UID FETCH 1 (BODY[])')
  const stored: unknown = JSON.parse(JSON.stringify(mail.snapshot()))
  const again = createMail()
  await again.restore(stored as ReturnType<Mail['snapshot']>)
  expect(again.snapshot()).toEqual(stored)
  expect(again.mailbox('replies@company.example')).toMatchObject([
    { uid: 1, subject: 'Hi', messageId: '<1@customer.example>', flags: new Set(['\\Seen']) },
  ])
  await again.deliver(raw, 'replies@company.example')
  expect(again.mailbox('replies@company.example')[1]!.uid).toBe(2)
})

test('reading marks as seen only in a mailbox opened for writing and without PEEK', async () => {
  await mail.deliver(raw, 'replies@company.example')
  const [message] = mail.mailbox('replies@company.example')
  const login = 'a LOGIN replies@company.example workbench'
  await spoken(login, 'b EXAMINE INBOX', 'c UID FETCH 1 (BODY[])')
  await spoken(login, 'b SELECT INBOX', 'c UID FETCH 1 (BODY.PEEK[] FLAGS)')
  expect(message!.flags.size).toBe(0)
  await spoken(login, 'b SELECT INBOX', 'c UID FETCH 1 (BODY[])')
  expect(message!.flags.size).toBe(1)
})

test('it answers what it has and refuses the rest, as RFC 3501 writes it', async () => {
  await mail.deliver(raw, 'replies@company.example')
  const said = await spoken(
    'a LOGIN {23}',
    'replies@company.example {9}',
    'workbench',
    'b SELECT Elsewhere',
    'c EXAMINE "INBOX"',
    'd UID SEARCH UID 7:* SINCE 1-Sep-2026',
    'e UID FETCH 1 (RFC822.SIZE INTERNALDATE BODY.PEEK[HEADER]<0.5>)',
    'f UID FETCH 1 (BODYSTRUCTURE)',
    'g UID STORE 1 +FLAGS (\\Seen)',
    'h FETCH (',
  )
  expect(said).toContain('a OK')
  expect(said).toContain('b NO [NONEXISTENT]')
  expect(said).toContain('* 1 EXISTS\r\n')
  expect(said).toContain('* SEARCH 1\r\nd OK')
  expect(said).toMatch(/INTERNALDATE "14-Sep-2026 10:00:00 \+0000" BODY\[HEADER\]<0> \{5\}\r\nRetur\)\r\ne OK/)
  for (const tag of ['f', 'g', 'h']) expect(said).toContain(`${tag} BAD`)
  expect(await spoken('a LOGIN replies@company.example wrong')).toContain('a NO [AUTHENTICATIONFAILED]')
  expect(await spoken('a EXAMINE INBOX')).toContain('a BAD')
})

test('a client in IDLE hears of a new email at once', async () => {
  const auth = { user: 'replies@company.example', pass: mail.password }
  const client = new ImapFlow({ host: '127.0.0.1', port: mail.imapPort, secure: false, auth, logger: false })
  await client.connect()
  await client.mailboxOpen('INBOX')
  const heard = vi.fn<(count: number) => void>()
  client.on('exists', ({ count }) => heard(count))
  const idling = client.idle()
  await mail.deliver(raw, 'replies@company.example')
  await vi.waitFor(() => expect(heard).toHaveBeenCalledWith(1))
  await client.logout()
  await idling
})
