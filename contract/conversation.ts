import { Type, type Static } from 'typebox'
import { Channel } from './channel.ts'
import { Contact, HubSpotId } from './contact.ts'
import { DeliveryStatus } from './delivery-status.ts'

/** `POST /card/conversation`: all that the card shows first, in one round trip; with `since`, only what changed. */
export const ConversationRequest = Type.Object(
  {
    portalId: HubSpotId,
    userId: Type.Optional(HubSpotId),
    userEmail: Type.Optional(Type.String({ maxLength: 320 })),
    contact: Contact,
    since: Type.Optional(Type.String({ maxLength: 64, description: 'The `cursor` of the answer before this one.' })),
  },
  { additionalProperties: false },
)
export type ConversationRequest = Static<typeof ConversationRequest>

/** One message as the card shows it. `at` is ISO 8601. */
export const ConversationMessage = Type.Object({
  id: Type.String(),
  direction: Type.Union([Type.Literal('outbound'), Type.Literal('inbound')]),
  channel: Channel,
  lineId: Type.String(),
  address: Type.String({ description: "The contact's address: E.164 or email." }),
  subject: Type.Union([Type.String(), Type.Null()]),
  body: Type.String(),
  status: DeliveryStatus,
  problem: Type.Union([
    Type.Object({ code: Type.String(), detail: Type.String(), retryable: Type.Boolean() }),
    Type.Null(),
  ]),
  source: Type.Union([Type.Literal('card'), Type.Literal('workflow'), Type.Literal('reply')]),
  at: Type.String(),
})
export type ConversationMessage = Static<typeof ConversationMessage>

/** A line the rep can choose, and why it cannot be used for this contact if so. */
export const ConversationLine = Type.Object({
  id: Type.String(),
  label: Type.String(),
  channel: Channel,
  address: Type.Union([Type.String(), Type.Null()], { description: "The contact's address on this channel." }),
  unavailable: Type.Union([Type.String(), Type.Null()], { description: 'Why it cannot be used, for a person.' }),
})
export type ConversationLine = Static<typeof ConversationLine>

export const ConversationResponse = Type.Object({
  messages: Type.Array(ConversationMessage, { description: 'Oldest first; at most the newest 50.' }),
  lines: Type.Array(ConversationLine),
  cursor: Type.String(),
})
export type ConversationResponse = Static<typeof ConversationResponse>
