import { Type, type Static } from 'typebox'

const secret = (title: string, description: string, more = {}) =>
  Type.String({ title, description, pattern: '^[\\u0021-\\u007e]{8,}$', maxLength: 200, secret: true, ...more })

/** What a company enters to send over its Chert lines. The line's address is the number of that line. */
export const ChertSettings = Type.Object(
  {
    signingSecret: secret('Signing secret', 'Chert shows it once, when the account is registered.'),
    phoneLineId: Type.String({
      title: 'Phone line id',
      description: 'The `phone_line_id` that Chert lists for the number.',
      pattern: '^[\\u0021-\\u007e]+$',
      maxLength: 100,
    }),
    webhookSecret: secret('Webhook secret', "The webhook subscription's own; Chert shows it once.", { guards: true }),
    previousWebhookSecret: Type.Optional(
      secret('Previous webhook secret', 'Still accepted while the subscription is being replaced.', { guards: true }),
    ),
    tenant: Type.Optional(
      Type.String({
        title: 'Tenant',
        description: 'Its slug; only for accounts with several tenants.',
        pattern: '^[A-Za-z0-9_-]+$',
        maxLength: 100,
      }),
    ),
    url: Type.Optional(
      Type.String({
        title: 'Address of the API',
        description: 'Begins with https:// and holds no blanks; absent: that of Chert.',
        address: 'url',
        pattern: '^https?://[^\\s]+$',
        maxLength: 500,
        default: 'https://console.trychert.com/api/v1',
      }),
    ),
  },
  { additionalProperties: false },
)
export type ChertSettings = Static<typeof ChertSettings>
