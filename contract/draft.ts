import { Type, type Static } from 'typebox'

/** What a rep has written to a contact and not sent. */
export const Draft = Type.Object(
  {
    lineId: Type.Union([Type.String({ maxLength: 64 }), Type.Null()], { description: 'Null until the rep begins.' }),
    picked: Type.Boolean({ description: 'The rep chose the line by hand.' }),
    subject: Type.String({ maxLength: 1_000 }),
    body: Type.String({ maxLength: 100_000 }),
    files: Type.Array(Type.String({ maxLength: 2_048 }), { maxItems: 20, description: 'Links to files, as typed.' }),
    key: Type.Union([Type.String({ minLength: 1, maxLength: 128 }), Type.Null()], {
      description: 'The idempotency key that it will be sent with: once a message has that, it is no draft any more.',
    }),
    tried: Type.Union([Type.Literal('no'), Type.Literal('refused'), Type.Literal('unknown')], {
      description: 'What became of the last attempt with this key; `unknown`: it may have been accepted.',
    }),
  },
  { additionalProperties: false },
)
export type Draft = Static<typeof Draft>
