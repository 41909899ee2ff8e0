import { createMail } from '../../../workbench/mail/create-mail.ts'
import { personMail } from '../../../workbench/mail/person-mail.ts'
import type { Stage } from '../../stage/perform.ts'
import type { Vendor } from './vendor.ts'

const replies = 'replies@company.example'

/**
 * Mailboxes over SMTP and IMAP; nobody posts webhooks. Whoever got an email answers it, every second time from an
 * address that HubSpot does not know; the others write of themselves.
 */
export async function openMailVendor(
  stage: Stage,
): Promise<Pick<Vendor, 'channel' | 'settings' | 'write' | 'reached'>> {
  const mail = createMail()
  await mail.listen()
  stage.atEnd(() => mail.close())
  let count = 0
  const write: Vendor['write'] = async ({ email }, body) => {
    const original = mail.mailbox(email).at(-1)
    if (!original?.messageId) return void (await mail.write({ from: email, to: replies, subject: 'A question', body }))
    count += 1
    const from = count % 2 === 0 ? email : email.replace('customer', 'private')
    const to = original.replyTo ?? original.from
    const threaded = { inReplyTo: original.messageId, references: [original.messageId] }
    const messageId = `<answer-${count}@customer.example>`
    const answer = { from, to, subject: `Re: ${original.subject}`, text: body, messageId, at: new Date(), ...threaded }
    await mail.deliver(personMail(answer), to, from)
  }
  const server = { host: '127.0.0.1', secure: 'none' }
  return {
    channel: 'email',
    settings: {
      smtp: { ...server, port: mail.smtpPort },
      imap: { ...server, port: mail.imapPort, user: replies, password: mail.password },
      replyAddress: replies,
      bounceAddress: replies,
    },
    write,
    reached: ({ email }) => mail.mailbox(email).length > 0,
  }
}
