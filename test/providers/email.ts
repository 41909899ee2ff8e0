import { createServer, type AddressInfo, type Socket } from 'node:net'
import type { Line } from '../../relay/providers/provider.ts'
import { createMail, type Mail } from '../../workbench/mail/create-mail.ts'
import type { MailFaults } from '../../workbench/mail/faults.ts'
import { closedPort } from './closed-port.ts'
import type { Arrived, Misbehaviour, ProviderDescriptor, World } from './descriptor.ts'

const address = 'sales@company.example'
const replies = 'replies@company.example'

const faults: Partial<Record<Misbehaviour, MailFaults['smtp']>> = {
  throttles: '450',
  refuses: '550',
  'hangs after': 'hang',
  'cuts before': 'lose-after-data',
  'cuts after': 'drop-after-data',
}

export const descriptor: ProviderDescriptor = {
  start,
  impossible: {
    'throttles for 7 seconds': 'SMTP asks to come later and cannot say when',
    'fails before': 'every error that SMTP knows means "not taken", which is a refusal for now or for good',
    'fails after': 'every error that SMTP knows means "not taken"',
    garbles: 'the mail servers here speak correct SMTP only',
  },
  page: 50,
}

async function start(): Promise<World> {
  const mail = createMail()
  await mail.listen()
  const silence = await openSilence()
  const dead = await closedPort()
  const arrived: Arrived[] = []
  mail.onChange((message) => {
    if (message.mailbox === replies) return
    const { messageId, from, to, text } = message
    arrived.push({ providerId: messageId ?? '', from, to, body: text.trimEnd() })
  })
  const working = lineAt(mail.smtpPort, mail.imapPort, mail)
  let line = working
  let written = 0

  return {
    get line() {
      return line
    },
    deadLine: lineAt(dead, dead, mail),
    person: (n) => `person-${n}@customer.example`,
    arrived: () => arrived,
    misbehave(how) {
      if (how === 'hangs before') line = lineAt(silence.port, mail.imapPort, mail)
      else mail.faults.smtp = faults[how] ?? 'none'
    },
    behave() {
      line = working
      mail.faults.smtp = 'none'
    },
    async write({ from, body }) {
      await mail.deliver(rawMail(from, body, ++written), replies, from)
    },
    async echo({ providerId, to }) {
      const own = mail.mailbox(to).find(({ messageId }) => messageId === providerId)
      if (own) await mail.deliver(own.raw, replies, address)
    },
    async settle({ providerId }): Promise<'undelivered'> {
      await mail.bounce(providerId)
      return 'undelivered'
    },
    async close() {
      await silence.close()
      await mail.close()
    },
  }
}

function lineAt(smtp: number, imap: number, { password }: Pick<Mail, 'password'>): Line {
  return {
    portalId: '62515',
    id: 'sales-mail',
    label: 'Sales',
    channel: 'email',
    address,
    callbackUrl: 'http://127.0.0.1/unused',
    settings: {
      smtp: { host: '127.0.0.1', port: smtp, secure: 'none' },
      imap: { host: '127.0.0.1', port: imap, secure: 'none', user: replies, password },
      replyAddress: replies,
      bounceAddress: replies,
    },
  }
}

function rawMail(from: string, body: string, number: number): string {
  return [
    `From: ${from}`,
    `To: ${replies}`,
    'Subject: A question',
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${number}.${from}>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(body).toString('base64'),
    '',
  ].join('\r\n')
}

/** A server that takes connections and never says a word. */
async function openSilence(): Promise<{ port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
