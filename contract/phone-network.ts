import { Type, type Static } from 'typebox'

/** The wire between the `simulator` provider and the workbench's phone network. */

/** `POST /messages` with `Authorization: Bearer <key>`; 201 with `PhoneMessage`. */
export const PhoneSend = Type.Object({
  from: Type.String(),
  to: Type.String(),
  body: Type.String(),
  subject: Type.Optional(Type.String()),
  channel: Type.String(),
  reference: Type.String({ description: "The relay's id of the message; not an idempotency key." }),
  callbackUrl: Type.String({ description: 'Where status and replies are posted.' }),
})
export type PhoneSend = Static<typeof PhoneSend>

/** A message on the network. `GET /messages?reference=` finds; `GET /messages?after=<seq>&line=<address>` catches up. */
export const PhoneMessage = Type.Object({
  id: Type.String(),
  seq: Type.Integer({ description: 'Grows by one with every message and status change; the catch-up cursor.' }),
  direction: Type.Union([Type.Literal('to_phone'), Type.Literal('from_phone')]),
  from: Type.String(),
  to: Type.String(),
  body: Type.String(),
  channel: Type.String(),
  reference: Type.Union([Type.String(), Type.Null()]),
  status: Type.Union([
    Type.Literal('sent'),
    Type.Literal('delivered'),
    Type.Literal('read'),
    Type.Literal('undelivered'),
    Type.Literal('received'),
  ]),
  at: Type.String(),
})
export type PhoneMessage = Static<typeof PhoneMessage>

/**
 * What the network posts to the callback URL, signed as Standard Webhooks
 * (`webhook-id`, `webhook-timestamp`, `webhook-signature: v1,<base64 HMAC-SHA256(secret, id.timestamp.body)>`).
 */
export const PhoneEvent = Type.Object({
  type: Type.Union([Type.Literal('message.status'), Type.Literal('message.received')]),
  message: PhoneMessage,
})
export type PhoneEvent = Static<typeof PhoneEvent>
