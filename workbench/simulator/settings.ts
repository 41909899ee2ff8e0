import { Type, type Static } from 'typebox'

export const simulatorSettings = Type.Object(
  {
    url: Type.String({
      title: 'Address of the phone network',
      address: 'url',
      pattern: '^https?://[^\\s]+$',
      maxLength: 500,
    }),
    key: Type.String({ title: 'Key', minLength: 1, maxLength: 200, secret: true }),
    webhookSecret: Type.String({ title: 'Webhook secret', minLength: 8, maxLength: 200, secret: true }),
    previousWebhookSecret: Type.Optional(
      Type.String({
        title: 'Previous webhook secret',
        description: 'Still accepted while the secret is being replaced.',
        minLength: 8,
        maxLength: 200,
        secret: true,
      }),
    ),
  },
  { additionalProperties: false },
)
export type SimulatorSettings = Static<typeof simulatorSettings>
