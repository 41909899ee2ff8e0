import { Type, type Static } from 'typebox'
import { Contact, HubSpotId } from './contact.ts'
import { DeliveryStatus } from './delivery-status.ts'

/** `POST /card/settle`: a rep, who knows better than the provider, says what became of a message in doubt. */
export const SettleMessageRequest = Type.Object(
  {
    portalId: HubSpotId,
    userId: Type.Optional(HubSpotId),
    userEmail: Type.Optional(Type.String({ maxLength: 320 })),
    contact: Contact,
    messageId: Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }),
    outcome: Type.Union([Type.Literal('sent'), Type.Literal('not_sent')]),
  },
  { additionalProperties: false },
)
export type SettleMessageRequest = Static<typeof SettleMessageRequest>

export const SettleMessageResponse = Type.Object({ messageId: Type.String(), status: DeliveryStatus })
export type SettleMessageResponse = Static<typeof SettleMessageResponse>
