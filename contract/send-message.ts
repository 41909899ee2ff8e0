import { Type, type Static } from 'typebox'
import { Attachment } from './attachment.ts'
import { Channel } from './channel.ts'
import { Contact, HubSpotId } from './contact.ts'
import { DeliveryStatus } from './delivery-status.ts'

/** `POST /card/messages`: a rep sends from the contact record. */
export const SendMessageRequest = Type.Object(
  {
    portalId: HubSpotId,
    userId: Type.Optional(HubSpotId),
    userEmail: Type.Optional(Type.String({ maxLength: 320 })),
    contact: Contact,
    idempotencyKey: Type.String({
      minLength: 8,
      maxLength: 128,
      pattern: '^[A-Za-z0-9_.:-]+$',
      description: 'Made when the rep starts writing; every retry carries the same key and is the same message.',
    }),
    channel: Type.Optional(Channel),
    lineId: Type.Optional(Type.String({ maxLength: 64 })),
    subject: Type.Optional(Type.String({ maxLength: 500 })),
    body: Type.String({ maxLength: 100_000 }),
    attachments: Type.Optional(Type.Array(Attachment, { maxItems: 20 })),
    sureOf: Type.Optional(
      Type.String({
        maxLength: 40,
        description:
          "The number that was refused as `unsure_address`, where the rep says that it is right: sent to if it still is the contact's.",
      }),
    ),
    retryOf: Type.Optional(
      Type.String({
        pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$',
        description:
          'The message that failed and that this one repeats: from then on nothing more happens for that one by itself.',
      }),
    ),
  },
  { additionalProperties: false },
)
export type SendMessageRequest = Static<typeof SendMessageRequest>

/** The answer to every accepted send: the message is stored and will leave. */
export const SendMessageResponse = Type.Object({
  messageId: Type.String(),
  status: DeliveryStatus,
  duplicate: Type.Boolean({ description: 'True when this idempotency key had been accepted before.' }),
})
export type SendMessageResponse = Static<typeof SendMessageResponse>
