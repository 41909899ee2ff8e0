import { Type, type Static } from 'typebox'

/** Kannel takes these as HTTP headers and compares their bytes, so they are plain ASCII without blanks. */
const word = { minLength: 1, maxLength: 200, pattern: '^[!-~]+$' }
const token = { minLength: 20, maxLength: 200, pattern: '^[A-Za-z0-9_-]+$', secret: true, guards: true }

/** What a company enters to send and receive through its own Kannel. */
export const KannelSettings = Type.Object(
  {
    url: Type.String({
      title: 'Address of sendsms',
      description: 'Like https://sms.company.example/cgi-bin/sendsms. Use http only on a network of your own.',
      address: 'url',
      pattern: '^https?://[^\\s]+$',
      maxLength: 500,
    }),
    username: Type.String({ title: 'User', description: 'As in the group sendsms-user.', ...word }),
    password: Type.String({
      title: 'Password',
      description: 'Of that user: plain letters, digits and signs, without blanks.',
      secret: true,
      ...word,
    }),
    webhookToken: Type.String({
      title: 'Webhook token',
      description: 'Long and random. Kannel signs nothing, so this part of the address is the proof that it is Kannel.',
      ...token,
    }),
    previousWebhookToken: Type.Optional(
      Type.String({
        title: 'Previous webhook token',
        description: 'Still accepted while the token is being replaced; messages on their way report to it.',
        ...token,
      }),
    ),
    smsc: Type.Optional(
      Type.String({
        title: 'SMSC',
        description: 'The smsc-id that messages leave by. Default: Kannel routes them.',
        ...word,
      }),
    ),
    maxMessages: Type.Optional(
      Type.Integer({
        title: 'Most parts of a message',
        description: 'As max-messages in the group sendsms-user. Kannel cuts off what is longer without a word.',
        minimum: 1,
        maximum: 255,
        default: 10,
      }),
    ),
    numbers: Type.Optional(
      Type.Union([Type.Literal('international'), Type.Literal('national')], {
        title: 'Numbers without a plus',
        description: 'What the number of a sender is when the SMSC gives it without + or 00.',
        default: 'international',
      }),
    ),
  },
  { additionalProperties: false },
)
export type KannelSettings = Static<typeof KannelSettings>
