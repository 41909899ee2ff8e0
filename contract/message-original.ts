import { Type, type Static } from 'typebox'
import { Contact, HubSpotId } from './contact.ts'

/** `POST /card/original`: all of a mail as text, where its body leaves out what is quoted. */
export const MessageOriginalRequest = Type.Object(
  {
    portalId: HubSpotId,
    userId: Type.Optional(HubSpotId),
    userEmail: Type.Optional(Type.String({ maxLength: 320 })),
    contact: Contact,
    messageId: Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }),
  },
  { additionalProperties: false },
)
export type MessageOriginalRequest = Static<typeof MessageOriginalRequest>

export const MessageOriginalResponse = Type.Object({
  text: Type.String({ description: 'As it came, as text alone.' }),
})
export type MessageOriginalResponse = Static<typeof MessageOriginalResponse>
