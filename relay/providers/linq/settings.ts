import { Type, type Static } from 'typebox'

const secret = (title: string, description: string) =>
  Type.String({ title, description, pattern: '^whsec_[A-Za-z0-9+/]+=*$', maxLength: 200, secret: true, guards: true })

/** What a company enters to send over its Linq numbers. The line's address is the Linq number. */
export const LinqSettings = Type.Object(
  {
    apiToken: Type.String({
      title: 'API token',
      description: 'Of the Linq account, as Linq shows it, without blanks.',
      pattern: '^[\\u0021-\\u007e]+$',
      maxLength: 500,
      secret: true,
    }),
    webhookSecret: secret('Webhook signing secret', 'Linq shows it once, when the webhook subscription is created.'),
    previousWebhookSecret: Type.Optional(
      secret('Previous webhook signing secret', 'Still accepted while the subscription is being replaced.'),
    ),
    url: Type.Optional(
      Type.String({
        title: 'Address of the API',
        description: 'Begins with https:// and holds no blanks; absent: that of Linq.',
        address: 'url',
        pattern: '^https?://[^\\s]+$',
        maxLength: 500,
        default: 'https://api.linqapp.com/api/partner',
      }),
    ),
  },
  { additionalProperties: false },
)
export type LinqSettings = Static<typeof LinqSettings>
