import { Type, type Static } from 'typebox'

const host = (kind: 'smtp' | 'imap') =>
  Type.String({
    title: 'Server',
    description: 'Its name or address alone, such as mail.company.example.',
    minLength: 1,
    maxLength: 253,
    pattern: '^[A-Za-z0-9.:-]+$',
    address: kind,
  })
const port = (fallback: number) => Type.Integer({ title: 'Port', minimum: 1, maximum: 65_535, default: fallback })
const security = (fallback: 'tls' | 'starttls') =>
  Type.Union([Type.Literal('tls'), Type.Literal('starttls'), Type.Literal('none')], {
    title: 'Encryption',
    description: 'tls from the first byte, starttls required before login, none for a server on the same machine only.',
    default: fallback,
    weak: ['none'],
  })
/** Whoever stands between could be anybody. */
const anyCertificate = () =>
  Type.Optional(Type.Boolean({ title: 'Accept any certificate', default: false, weak: [true] }))
const address = (title: string, description: string) =>
  Type.String({
    title,
    description,
    minLength: 3,
    maxLength: 254,
    pattern: '^[^\\s@<>,;:"()\\[\\]\\\\]+@[A-Za-z0-9.-]+$',
  })
const line = { maxLength: 200, pattern: '^[^\\u0000-\\u001f\\u007f]*$' }
const user = { title: 'User', description: 'Who signs in to the server, on one line.', ...line }

/** What a company enters to send and receive over its own mail servers. */
export const EmailSettings = Type.Object(
  {
    smtp: Type.Object(
      {
        host: host('smtp'),
        port: port(587),
        secure: security('starttls'),
        user: Type.Optional(Type.String(user)),
        password: Type.Optional(Type.String({ title: 'Password', maxLength: 1000, secret: true })),
        allowInvalidCertificates: anyCertificate(),
      },
      { title: 'Outgoing mail (SMTP)', additionalProperties: false },
    ),
    imap: Type.Object(
      {
        host: host('imap'),
        port: port(993),
        secure: security('tls'),
        user: Type.String({ minLength: 1, ...user }),
        password: Type.String({ title: 'Password', maxLength: 1000, secret: true }),
        mailbox: Type.Optional(
          Type.String({
            title: 'Mailbox',
            description: 'Its name on the server, on one line.',
            default: 'INBOX',
            minLength: 1,
            ...line,
          }),
        ),
        allowInvalidCertificates: anyCertificate(),
      },
      { title: 'Incoming mail (IMAP)', additionalProperties: false },
    ),
    fromName: Type.Optional(Type.String({ title: 'Sender name', description: 'Shown beside the address.', ...line })),
    replyAddress: Type.Optional(
      address(
        'Reply address',
        "Whose mailbox is read over IMAP, like replies@company.example. Default: the line's address.",
      ),
    ),
    plusAddressing: Type.Optional(
      Type.Boolean({
        title: 'Plus addressing',
        description:
          'Replies go to replies+token@…, which names the conversation. Turn off if the server refuses such addresses.',
        default: true,
      }),
    ),
    bounceAddress: Type.Optional(
      address(
        'Bounce address',
        "Envelope sender. Default: the line's address. It should reach the mailbox that is read.",
      ),
    ),
    authservId: Type.Optional(
      Type.String({
        title: 'Name of the receiving server in Authentication-Results',
        description:
          'What stands first in the topmost Authentication-Results of a mail that came, like mx.company.example; several with blanks between. That server must remove those which senders write in its name. Without it no sender is proved.',
        maxLength: 500,
        pattern: '^[A-Za-z0-9_.:-]+([ ,]+[A-Za-z0-9_.:-]+)*$',
      }),
    ),
    trustReplyTo: Type.Optional(
      Type.Boolean({
        title: 'Trust Reply-To in mail from our own address',
        description:
          'For web forms that write From our address, with the customer in Reply-To: their mail is the customer’s. Otherwise it waits for a person.',
        default: false,
      }),
    ),
    messageIdDomain: Type.Optional(
      Type.String({
        title: 'Message-ID domain',
        description: "Default: the domain of the line's address.",
        maxLength: 253,
        pattern: '^[A-Za-z0-9.-]+$',
      }),
    ),
  },
  { additionalProperties: false },
)
export type EmailSettings = Static<typeof EmailSettings>
