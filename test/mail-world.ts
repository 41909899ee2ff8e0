import { expect } from 'vitest'
import type { Parts } from '../relay/relay.ts'
import { createMail, type Mail } from '../workbench/mail/create-mail.ts'
import type { MailMessage } from '../workbench/mail/mail-store.ts'
import { until } from './until.ts'
import { createWorld, type TestContact, type World } from './world.ts'

export interface MailWorld {
  world: World
  mail: Mail
  /** A message to a new contact with this address, and the email that left. */
  send(address: string, body?: string): Promise<{ contact: TestContact; sent: MailMessage }>
  /** Files an email as it came from outside: header lines, then its text. */
  arrive(headers: readonly string[], text: string): Promise<void>
  close(): Promise<void>
}

export const replies = 'replies@company.example'

/** A world whose line `mail` writes and reads emails on the workbench's servers; what came before is not its own. */
export async function createMailWorld(
  settings: Record<string, unknown> = {},
  parts: Partial<Parts> = {},
): Promise<MailWorld> {
  const mail = createMail()
  await mail.listen()
  const world = await createWorld({
    parts,
    pace: { catchUp: 500 },
    config: {
      lines: [
        {
          id: 'mail',
          label: 'Sales',
          provider: 'email',
          channel: 'email',
          address: 'sales@company.example',
          settings: {
            smtp: { host: '127.0.0.1', port: mail.smtpPort, secure: 'none' },
            imap: { host: '127.0.0.1', port: mail.imapPort, secure: 'none', user: replies, password: mail.password },
            replyAddress: replies,
            bounceAddress: replies,
            ...settings,
          },
        },
      ],
    },
  })
  await until(async () => {
    const [row] = await world.database.query<{ cursor: string | null }>('select cursor from line')
    expect(row?.cursor).toBeTruthy()
  })
  const left: MailMessage[] = []
  mail.onChange((message) => void (message.mailbox === replies || left.push(message)))
  return {
    world,
    mail,
    async send(address, body = 'Hello') {
      const contact = await world.contact({ firstname: 'Ada', email: address })
      const before = left.length
      await world.accepted(contact, body, { line: 'mail', subject: 'An offer' })
      const sent = await until(() => {
        // An envelope has what stands before the @ in quotes where dots stand oddly.
        const found = left.slice(before).find(({ to }) => to.replaceAll('"', '') === address)
        expect(found).toBeDefined()
        return found!
      })
      return { contact, sent }
    },
    async arrive(headers, text) {
      await mail.deliver([...headers, '', text, ''].join('\r\n'), replies, 'somebody@customer.example')
    },
    async close() {
      await world.close()
      await mail.close()
    },
  }
}
