import { Type, type Static } from 'typebox'
import { Contact, HubSpotId } from './contact.ts'

/**
 * `POST /card/let-pass`: a rep lets the later messages of a conversation leave before one that was tried and is still
 * open: in doubt, or to be tried again. `messageId` is the one that holds them up.
 */
export const LetPassRequest = Type.Object(
  {
    portalId: HubSpotId,
    userId: Type.Optional(HubSpotId),
    userEmail: Type.Optional(Type.String({ maxLength: 320 })),
    contact: Contact,
    messageId: Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }),
  },
  { additionalProperties: false },
)
export type LetPassRequest = Static<typeof LetPassRequest>

export const LetPassResponse = Type.Object({ messageId: Type.String() })
export type LetPassResponse = Static<typeof LetPassResponse>
