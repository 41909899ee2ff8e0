import { Type, type Static } from 'typebox'

/** A file that travels with a message, by the address under which it can be fetched. */
export const Attachment = Type.Object(
  {
    url: Type.String({ pattern: '^https?://', maxLength: 2_000 }),
    contentType: Type.Optional(
      Type.String({
        pattern: '^[a-z0-9.+-]+/[a-z0-9.+-]+$',
        maxLength: 100,
        description: 'MIME type; absent: as served.',
      }),
    ),
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  },
  { additionalProperties: false },
)
export type Attachment = Static<typeof Attachment>
