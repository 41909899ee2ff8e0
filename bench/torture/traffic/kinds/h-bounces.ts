import { mailBack, type Told } from '../forms/answer-mail.ts'
import { multipart, rawMail } from '../forms/mail.ts'
import type { Status } from '../item.ts'
import type { Maker } from '../maker.ts'

interface Family {
  from: string
  subject: string
  /** The mail's own headers and text. */
  make(told: Told): { text: string; type?: string; headers?: Record<string, string | null> }
  status: Status[]
}

const gone: Status[] = ['undelivered', 'failed']
const base64 = (text: string) =>
  (
    Buffer.from(text)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\n')

/** Our mail as whoever reports returns it. */
const returned = ({ who, to, messageId, ours }: Told) =>
  `From: Sales <${to}>\nTo: ${who.email}\nSubject: Offer\nMessage-ID: ${messageId}\nDate: Mon, 2 Nov 2026 10:00:00 +0000\n\n${ours}`

function report(
  told: Told,
  action: string,
  status: string,
  how: { encoding?: string; headersOnly?: boolean; say?: string } = {},
) {
  const fields = `Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; ${told.who.email}\nAction: ${action}\nStatus: ${status}\nDiagnostic-Code: smtp; ${how.say ?? '550 5.1.1 User unknown'}`
  const encoded = how.encoding === 'base64'
  const part = `Content-Type: message/delivery-status${encoded ? '\nContent-Transfer-Encoding: base64' : ''}`
  const returnedType = how.headersOnly ? 'text/rfc822-headers' : 'message/rfc822'
  const parts = multipart('report', [
    ['Content-Type: text/plain; charset=utf-8', 'This is the mail system at host mx.example.'],
    [part, encoded ? base64(fields) : fields],
    [`Content-Type: ${returnedType}`, how.headersOnly ? returned(told).split('\n\n')[0]! : returned(told)],
  ])
  return {
    text: parts.text,
    type: parts.type.replace('multipart/report;', 'multipart/report; report-type=delivery-status;'),
  }
}

const daemon = 'MAILER-DAEMON@mx.example'

const families: Record<string, Family> = {
  'a report': {
    from: daemon,
    subject: 'Undelivered Mail Returned to Sender',
    make: (t) => report(t, 'failed', '5.1.1'),
    status: gone,
  },
  'a report in base64': {
    from: daemon,
    subject: 'Undelivered Mail',
    make: (t) => report(t, 'failed', '5.1.1', { encoding: 'base64' }),
    status: gone,
  },
  'a report with headers alone': {
    from: daemon,
    subject: 'Returned mail',
    make: (t) => report(t, 'failed', '5.2.2', { headersOnly: true, say: '552 5.2.2 Mailbox full' }),
    status: gone,
  },
  'a report, delayed': {
    from: daemon,
    subject: 'Delayed Mail (still being retried)',
    make: (t) => report(t, 'delayed', '4.4.1'),
    status: ['sent', 'sending'],
  },
  'a report in base64, delayed': {
    from: daemon,
    subject: 'Delayed Mail',
    make: (t) => report(t, 'delayed', '4.4.1', { encoding: 'base64' }),
    status: ['sent', 'sending'],
  },
  'a report, delivered': {
    from: daemon,
    subject: 'Successful Mail Delivery Report',
    make: (t) => report(t, 'delivered', '2.0.0', { say: '250 ok' }),
    status: ['delivered', 'sent'],
  },
  'a report, relayed': {
    from: daemon,
    subject: 'Relayed',
    make: (t) => report(t, 'relayed', '2.0.0', { say: '250 ok' }),
    status: ['sent', 'delivered'],
  },
  'a report, in lower case': {
    from: daemon,
    subject: 'failure notice',
    make: (t) => {
      const made = report(t, 'Failed', '5.7.1', { say: '550 5.7.1 rejected by policy' })
      return {
        ...made,
        text: made.text.replaceAll('Final-Recipient', 'final-recipient').replaceAll('Action:', 'action:'),
      }
    },
    status: gone,
  },
  qmail: {
    from: daemon,
    subject: 'failure notice',
    make: (t) => ({
      text: `Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<${t.who.email}>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 User unknown\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <${t.to}>\n${returned(t)}`,
    }),
    status: gone,
  },
  Exim: {
    from: 'Mail Delivery System <Mailer-Daemon@mx.example>',
    subject: 'Mail delivery failed: returning message to sender',
    make: (t) => ({
      headers: { 'X-Failed-Recipients': t.who.email },
      text: `This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  ${t.who.email}\n    SMTP error from remote mail server after RCPT TO:<${t.who.email}>:\n    host mx.customer.example [192.0.2.7]: 550 5.1.1 unknown user\n\n------ This is a copy of the message, including all the headers. ------\n\n${returned(t)}`,
    }),
    status: gone,
  },
  'Exim, a warning': {
    from: 'Mail Delivery System <Mailer-Daemon@mx.example>',
    subject: 'Warning: message delayed 24 hours',
    make: (t) => ({
      text: `This message was created automatically by mail delivery software.\nA message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue on mx.example.\n\nThe address to which the message has not yet been delivered is:\n\n  ${t.who.email}\n\nNo action is required on your part. Delivery attempts will continue for some time.\n\n${returned(t)}`,
    }),
    status: ['sent', 'sending'],
  },
  Yahoo: {
    from: 'MAILER-DAEMON@yahoo.example',
    subject: 'Failure Notice',
    make: (t) => ({
      text: `Sorry, we were unable to deliver your message to the following address.\n\n<${t.who.email}>:\n554: delivery error: dd This user doesn't have a yahoo.example account (${t.who.email}) [0] - mta1.mail.example\n\n--- Below this line is a copy of the message.\n\n${returned(t)}`,
    }),
    status: gone,
  },
  DragonFly: {
    from: '<>',
    subject: 'Mail delivery failed',
    make: (t) => ({
      headers: { From: 'MAILER-DAEMON <>' },
      text: `This is the DragonFly Mail Agent v0.13 at mx.example.\n\nThere was an error delivering your mail to <${t.who.email}>.\n\n<${t.who.email}>: 550 5.1.1 unknown user\n\nMessage headers follow.\n\n${returned(t)}`,
    }),
    status: gone,
  },
  OpenSMTPD: {
    from: 'Mailer Daemon <MAILER-DAEMON@mx.example>',
    subject: 'Delivery status notification: error',
    make: (t) => ({
      text: `    Hi!\n\n    This is the MAILER-DAEMON, please DO NOT REPLY to this email.\n\n    An error has occurred while attempting to deliver a message for\n    the following list of recipients:\n\n${t.who.email}: 550 5.1.1 <${t.who.email}>: Recipient address rejected: User unknown\n\n    Below is a copy of the original message:\n\n${returned(t)}`,
    }),
    status: gone,
  },
  'a gateway with In-Reply-To': {
    from: 'post_master@gateway.example',
    subject: 'Re:Offer',
    make: (t) => {
      const parts = multipart('mixed', [
        ['Content-Type: text/plain', `Error: Invalid user address <${t.who.email}>\n550 5.1.1 no such user here`],
        ['Content-Type: message/rfc822', returned(t)],
      ])
      return { ...parts, headers: { 'In-Reply-To': t.messageId } }
    },
    status: [...gone, 'sent'],
  },
  Exchange: {
    from: 'Microsoft Outlook <postmaster@customer.example>',
    subject: 'Undeliverable: Offer',
    make: (t) => ({
      ...report(t, 'failed', '5.1.10', { say: '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found' }),
    }),
    status: gone,
  },
  'Gmail, a report': {
    from: 'Mail Delivery Subsystem <mailer-daemon@googlemail.example>',
    subject: 'Delivery Status Notification (Failure)',
    make: (t) => ({
      ...report(t, 'failed', '5.1.1', { say: '550-5.1.1 The email account that you tried to reach does not exist.' }),
      headers: { 'X-Failed-Recipients': t.who.email },
    }),
    status: gone,
  },
  Courier: {
    from: '"Courier mail server at mx.example" <@>',
    subject: 'NOTICE: mail delivery status.',
    make: (t) => ({
      ...report(t, 'failed', '5.0.0', { say: '550 User unknown' }),
      headers: { From: '"Courier mail server at mx.example" <postmaster@mx.example>' },
    }),
    status: gone,
  },
}

/** A machine's words are nobody's reply; what they say of our message is told of it. */
export function bounces(maker: Maker): void {
  for (const [shape, { from, subject, make, status }] of Object.entries(families)) {
    for (let turn = 0; turn < 3; turn += 1) {
      mailBack(
        maker,
        'H',
        shape,
        (told) => {
          const { text, type, headers = {} } = make(told)
          const head = { 'Return-Path': '<>', ...(type ? { 'Content-Type': type } : {}), ...headers }
          return rawMail({ from, to: told.to, subject, text, headers: head })
        },
        () => ({ becomes: 'nothing', status }),
        '',
      )
    }
  }
}
