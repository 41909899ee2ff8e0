import { afterEach, beforeEach, expect, test } from 'vitest'
import { createMail, type Mail } from '../../../workbench/mail/create-mail.ts'
import { Permanent, Temporary } from '../../errors.ts'
import { closedPort } from '../../../test/providers/closed-port.ts'
import { context, testLine } from '../../../workbench/mail/fixture/test-line.ts'
import { email } from './index.ts'

let mail: Mail
beforeEach(async () => {
  mail = createMail({})
  await mail.listen()
})
afterEach(() => mail.close())

const tested = (line = testLine(mail)) => email.test!(line, context(AbortSignal.timeout(5_000)))
const imapWith = (changes: object) => {
  const line = testLine(mail)
  return testLine(mail, { imap: { ...line.settings.imap, ...changes } })
}

test('a line whose servers let it in is right, and nothing is sent or read', async () => {
  expect(await tested(testLine(mail, { authservId: 'mx.company.example' }))).toBeUndefined()
  expect(mail.mailbox('replies@company.example')).toEqual([])
})

test('that no sender can be proved is told, although the line works', async () => {
  expect(await tested()).toMatch(/^The setting authservId is missing/)
})

test('a wrong password and a missing mailbox are told in words, and the line is to blame', async () => {
  for (const [changes, code] of [
    [{ password: 'wrong' }, 'line_login_refused'],
    [{ mailbox: 'Nowhere' }, 'mailbox_missing'],
  ] as const) {
    const error = await tested(imapWith(changes)).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Permanent)
    expect(error).toMatchObject({ code, blame: 'line' })
  }
})

test('a server that is not there may be there later', async () => {
  const smtp = { host: '127.0.0.1', port: await closedPort(), secure: 'none' as const }
  await expect(tested(testLine(mail, { smtp }))).rejects.toBeInstanceOf(Temporary)
})
