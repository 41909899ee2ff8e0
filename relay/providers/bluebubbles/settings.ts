import { Type, type Static } from 'typebox'

const token = (title: string, description: string) =>
  Type.String({
    title,
    description,
    minLength: 12,
    maxLength: 200,
    pattern: '^[A-Za-z0-9_-]+$',
    secret: true,
    guards: true,
  })

/** What a company enters for a Mac that runs BlueBubbles Server. */
export const bluebubblesSettings = Type.Object(
  {
    url: Type.String({
      title: 'Address of the server',
      description: 'As BlueBubbles Server shows it, like https://mac.company.example or http://192.168.1.20:1234.',
      address: 'url',
      pattern: '^https?://[^\\s]+$',
      maxLength: 500,
    }),
    password: Type.String({ title: 'Server password', minLength: 1, maxLength: 200, secret: true }),
    webhookToken: token(
      'Webhook token',
      'At least 12 random letters and digits. BlueBubbles signs nothing, so whoever knows this token is believed.',
    ),
    previousWebhookToken: Type.Optional(
      token('Previous webhook token', 'Still accepted while the token is being replaced.'),
    ),
    method: Type.Optional(
      Type.Union([Type.Literal('auto'), Type.Literal('private-api'), Type.Literal('apple-script')], {
        title: 'Way of sending',
        description: 'auto takes the Private API whenever it is connected, and AppleScript otherwise.',
        default: 'auto',
      }),
    ),
  },
  { additionalProperties: false },
)
export type BlueBubblesSettings = Static<typeof bluebubblesSettings>
