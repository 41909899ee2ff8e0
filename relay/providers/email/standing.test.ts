import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createMail, type Mail } from '../../../workbench/mail/create-mail.ts'
import { plainSmtp } from '../../../workbench/mail/fixture/plain-smtp.ts'
import { atHome } from '../../../workbench/at-home.ts'
import { context, outgoing, testLine } from '../../../workbench/mail/fixture/test-line.ts'
import { LineChanged } from '../line-changed.ts'
import type { Standing } from '../standing.ts'
import { email } from './index.ts'

let mail: Mail
beforeEach(async () => {
  mail = createMail()
  await mail.listen()
})
afterEach(() => mail.close())

/** A line that is changed when this holds no more. */
const standing = (stands: () => boolean): Standing => ({
  confirm: () => (stands() ? Promise.resolve() : Promise.reject(new LineChanged())),
  holds: stands,
})
const held = (stands: () => boolean) => ({ ...context(AbortSignal.timeout(10_000)), standing: standing(stands) })

test('whenever its line is changed before the message is handed over, no mail leaves, and that is sure', async () => {
  const plain = await plainSmtp()
  const line = testLine({ ...mail, smtpPort: plain.port })
  let heard = 0
  for (; heard < 20; heard += 1) {
    plain.commands.length = 0
    const sending = email.send(
      outgoing(),
      line,
      held(() => plain.commands.length < heard),
    )
    const outcome = await sending.catch((error: unknown) => error)
    if (!(outcome instanceof LineChanged)) {
      expect(outcome).toMatchObject({ outcome: 'accepted' })
      break
    }
    expect(plain.message()).toBe('')
  }
  // EHLO, MAIL FROM, RCPT TO and DATA were heard, one after the other.
  expect(heard).toBe(5)
  await plain.close()
})

test('a changed line logs in to no server, neither to send nor to read nor to listen', async () => {
  const said: string[] = []
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.write(`* OK ready\r\n`)
    socket.on('data', (chunk) => {
      const [tag, name] = chunk.toString().split(/\s/)
      said.push(name ?? '')
      socket.write(`* CAPABILITY IMAP4rev1\r\n${tag} OK done\r\n`)
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const line = testLine({ ...mail, imapPort: port, password: 'secret' })
  await expect(
    email.since!(
      null,
      line,
      held(() => said.length === 0),
    ),
  ).rejects.toBeInstanceOf(LineChanged)
  expect(said).toEqual(['CAPABILITY'])

  const stop = new AbortController()

  const watching = email.watch!(line, () => undefined, stop.signal, {
    reach: atHome,
    standing: standing(() => said.length < 2),
  })
  await expect.poll(() => said).toEqual(['CAPABILITY', 'CAPABILITY'])
  stop.abort()
  await watching
  expect(said).toHaveLength(2)
  server.close()
})

test('a mailbox that is being read is not asked any further when its line is changed', async () => {
  await mail.deliver('From: a@customer.example\r\n\r\nHi\r\n', 'replies@company.example')
  const line = testLine(mail)
  const asked = async (most: number) => {
    let confirmed = 0
    const { cursor } = await email.since!(
      '0:0',
      line,
      held(() => (confirmed += 1) <= most),
    )
    return [cursor, confirmed]
  }
  const [, all] = await asked(1_000)
  expect(all).toBeGreaterThan(4)
  for (let most = 1; most < Number(all); most += 1) await expect(asked(most)).rejects.toBeInstanceOf(LineChanged)
})
