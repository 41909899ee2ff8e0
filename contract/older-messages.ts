import { Type, type Static } from 'typebox'
import { Contact, HubSpotId } from './contact.ts'
import { ConversationMessage } from './conversation.ts'

/** `POST /card/older`: messages before those that the card has. `before` is the `older` of the answer before this one. */
export const OlderMessagesRequest = Type.Object(
  {
    portalId: HubSpotId,
    userId: Type.Optional(HubSpotId),
    userEmail: Type.Optional(Type.String({ maxLength: 320 })),
    contact: Contact,
    before: Type.String({ maxLength: 64 }),
  },
  { additionalProperties: false },
)
export type OlderMessagesRequest = Static<typeof OlderMessagesRequest>

export const OlderMessagesResponse = Type.Object({
  messages: Type.Array(ConversationMessage, { description: 'Oldest first; at most 50.' }),
  older: Type.Union([Type.String(), Type.Null()], {
    description: 'Where those before these begin; null: these are the first.',
  }),
})
export type OlderMessagesResponse = Static<typeof OlderMessagesResponse>
