import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { atHome } from '../../../workbench/at-home.ts'
import { createMail, type Mail } from '../../../workbench/mail/create-mail.ts'
import { email } from './index.ts'
import { testLine } from '../../../workbench/mail/fixture/test-line.ts'
import { watch } from './watch.ts'

const inbox = 'replies@company.example'
const pace = { first: 5, longest: 20, sound: 60_000, random: () => 0.5 }
let mail: Mail
beforeEach(async () => {
  mail = createMail()
  await mail.listen()
})
afterEach(() => mail.close())

const arrive = () => mail.deliver('From: a@customer.example\r\n\r\nHi\r\n', inbox)

test('it wakes once it listens, wakes when an email arrives, and ends when told to', async () => {
  const wake = vi.fn<() => void>()
  const stop = new AbortController()
  const watching = email.watch!(testLine(mail), wake, stop.signal, { reach: atHome })
  await vi.waitFor(() => expect(wake).toHaveBeenCalledTimes(1))
  await arrive()
  await vi.waitFor(() => expect(wake).toHaveBeenCalledTimes(2))
  await arrive()
  await vi.waitFor(() => expect(wake).toHaveBeenCalledTimes(3))
  stop.abort()
  await watching
})

test('it comes back after a lost connection and wakes for what came meanwhile', async () => {
  const wake = vi.fn<() => void>()
  const stop = new AbortController()
  const watching = watch(testLine(mail), wake, stop.signal, { reach: atHome }, pace)
  await vi.waitFor(() => expect(wake).toHaveBeenCalledTimes(1))
  mail.faults.imap = 'refuse'
  mail.dropImap()
  await arrive()
  expect(wake).toHaveBeenCalledTimes(1)
  mail.faults.imap = 'none'
  await vi.waitFor(() => expect(wake).toHaveBeenCalledTimes(2))
  await arrive()
  await vi.waitFor(() => expect(wake).toHaveBeenCalledTimes(3))
  stop.abort()
  await watching
})

test('a wrong password or a silent server never makes it throw, and it still ends when told to', async () => {
  const line = testLine(mail)
  line.settings.imap.password = 'wrong'
  const stop = new AbortController()
  const watching = [
    watch(line, () => undefined, stop.signal, { reach: atHome }, pace),
    watch(testLine({ ...mail, smtpPort: 1, imapPort: 1 }), () => undefined, stop.signal, { reach: atHome }, pace),
  ]
  mail.faults.imap = 'hang'
  watching.push(watch(testLine(mail), () => undefined, stop.signal, { reach: atHome }, pace))
  setTimeout(() => stop.abort(), 100)
  await expect(Promise.all(watching)).resolves.toEqual([undefined, undefined, undefined])
  await watch(line, () => undefined, AbortSignal.abort(), { reach: atHome }, pace)
})
