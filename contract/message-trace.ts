import { Type, type Static } from 'typebox'
import { Contact, HubSpotId } from './contact.ts'

/** `POST /card/trace`: everything that happened to a message and to those that stood in for it, as a story. */
export const MessageTraceRequest = Type.Object(
  {
    portalId: HubSpotId,
    userId: Type.Optional(HubSpotId),
    userEmail: Type.Optional(Type.String({ maxLength: 320 })),
    contact: Contact,
    messageId: Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }),
  },
  { additionalProperties: false },
)
export type MessageTraceRequest = Static<typeof MessageTraceRequest>

export const MessageTraceResponse = Type.Object({
  events: Type.Array(
    Type.Object({
      messageId: Type.String(),
      at: Type.String({ description: 'ISO 8601.' }),
      kind: Type.String(),
      text: Type.String({ description: 'What happened, for a person.' }),
    }),
    { description: 'Oldest first.' },
  ),
})
export type MessageTraceResponse = Static<typeof MessageTraceResponse>
