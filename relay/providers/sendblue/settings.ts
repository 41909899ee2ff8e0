import { Type, type Static } from 'typebox'

const secret = (title: string, description: string) =>
  Type.String({ title, description, minLength: 1, maxLength: 500, secret: true })

/** What a company enters for a line that Sendblue hosts. */
export const sendblueSettings = Type.Object(
  {
    keyId: secret('API key', 'Shown in the Sendblue dashboard as sb-api-key-id.'),
    secretKey: secret('API secret', 'Shown in the Sendblue dashboard as sb-api-secret-key.'),
    webhookSecret: Type.String({
      title: 'Webhook secret',
      description: 'At least 16 random characters of your own, entered at Sendblue beside each webhook.',
      minLength: 16,
      maxLength: 200,
      pattern: '^[\\x21-\\x7e]+$',
      secret: true,
      guards: true,
    }),
    previousWebhookSecret: Type.Optional(
      Type.String({
        title: 'Previous webhook secret',
        description: 'Still accepted while the secret is being replaced.',
        minLength: 16,
        maxLength: 200,
        secret: true,
        guards: true,
      }),
    ),
    url: Type.Optional(
      Type.String({
        title: 'Address of the API',
        description: 'Only if Sendblue gave you another one.',
        address: 'url',
        pattern: '^https?://[^\\s]+$',
        maxLength: 500,
        default: 'https://api.sendblue.com',
      }),
    ),
  },
  { additionalProperties: false },
)
export type SendblueSettings = Static<typeof sendblueSettings>
