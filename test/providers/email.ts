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
  'hangs before': 'hang-before-data',
  'hangs after': 'hang',
  'cuts before': 'lose-after-data',
  'cuts after': 'drop-after-data',
  garbles: 'garble',
}

export const descriptor: ProviderDescriptor = {
  start,
  impossible: {
    'throttles for 7 seconds': 'SMTP asks to come later and cannot say when',
    'fails before': 'every error that SMTP knows means "not taken", which is a refusal for now or for good',
    'fails after': 'every error that SMTP knows means "not taken"',
  },
  page: 50,
}

async function start(): Promise<World> {
  const mail = createMail()
  await mail.listen()
  const dead = await closedPort()
  const arrived: Arrived[] = []
  mail.onChange((message) => {
    if (message.mailbox === replies) return
    const { messageId, from, to, text, attachments: files } = message
    const rest = files.length > 0 ? { files } : {}
    arrived.push({ providerId: messageId ?? '', from, to, body: text.trimEnd(), ...rest })
  })
  let written = 0
  let last = { raw: '', from: '' }

  return {
    line: lineAt(mail.smtpPort, mail.imapPort, mail),
    deadLine: lineAt(dead, dead, mail),
    person: (n) => `person-${n}@customer.example`,
    arrived: () => arrived,
    misbehave(how) {
      mail.faults.smtp = faults[how] ?? 'none'
    },
    behave() {
      mail.faults.smtp = 'none'
    },
    async write({ from, body }) {
      last = { raw: rawMail(from, body, ++written), from }
      await mail.deliver(last.raw, replies, from)
    },
    async writeFile(from) {
      await mail.deliver(photoMail(from, ++written), replies, from)
    },
    async writeAgain() {
      await mail.deliver(last.raw, replies, last.from)
    },
    // A mailbox that was moved numbers its mails anew, so all of them are read again.
    replay() {
      mail.renumber(replies)
      mail.dropImap()
    },
    async echo({ providerId, to }) {
      const own = mail.mailbox(to).find(({ messageId }) => messageId === providerId)
      if (own) await mail.deliver(own.raw, replies, address)
    },
    async settle({ providerId }): Promise<'undelivered'> {
      await mail.bounce(providerId)
      return 'undelivered'
    },
    close: () => mail.close(),
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

function photoMail(from: string, number: number): string {
  return [
    `From: ${from}`,
    `To: ${replies}`,
    'Subject: A picture',
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${number}.${from}>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: image/jpeg; name="photo.jpg"',
    'Content-Disposition: attachment; filename="photo.jpg"',
    'Content-Transfer-Encoding: base64',
    '',
    '/9j/4AAQSkZJRg==',
    '--b--',
    '',
  ].join('\r\n')
}
