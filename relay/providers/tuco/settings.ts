import { Type, type Static } from 'typebox'

const secret = (title: string, description: string, more = {}) =>
  Type.String({ title, description, pattern: '^[\\u0021-\\u007e]{8,}$', maxLength: 500, secret: true, ...more })

/** What a company enters to send over its Tuco lines. The line's address is the number of that line. */
export const TucoSettings = Type.Object(
  {
    apiKey: secret('API key', "The workspace's; it begins with tuco_sk_."),
    lineId: Type.String({
      title: 'Line id',
      description: 'The `_id` that Tuco lists for the line.',
      pattern: '^[A-Za-z0-9_-]+$',
      maxLength: 100,
    }),
    webhookSecret: secret('Webhook secret', 'Tuco shows it once, when the webhook is created.', { guards: true }),
    previousWebhookSecret: Type.Optional(
      secret('Previous webhook secret', 'Still accepted while the webhook is being replaced.', { guards: true }),
    ),
    url: Type.Optional(
      Type.String({
        title: 'Address of the API',
        description: 'Begins with https:// and holds no blanks; absent: that of Tuco.',
        address: 'url',
        pattern: '^https?://[^\\s]+$',
        maxLength: 500,
        default: 'https://app.tuco.ai',
      }),
    ),
  },
  { additionalProperties: false },
)
export type TucoSettings = Static<typeof TucoSettings>
