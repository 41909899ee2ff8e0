import { Type, type Static } from 'typebox'

/** The wire between the `simulator` provider and the workbench's phone network. Every request carries `Authorization: Bearer <key>`. */

/** `POST /messages`; 201 with `PhoneMessage`, else `PhoneProblem`. The same reference posted twice is delivered twice. */
export const PhoneSend = Type.Object({
  from: Type.String({ minLength: 1, maxLength: 320 }),
  to: Type.String({ minLength: 1, maxLength: 320 }),
  body: Type.String({ minLength: 1, maxLength: 20_000 }),
  subject: Type.Optional(Type.String()),
  channel: Type.String({ minLength: 1, maxLength: 32 }),
  reference: Type.String({
    minLength: 1,
    maxLength: 128,
    description: "The relay's id of the message; not an idempotency key.",
  }),
  callbackUrl: Type.String({ pattern: '^https?://', description: 'Where status and replies are posted.' }),
})
export type PhoneSend = Static<typeof PhoneSend>

/** A message on the network, as it stands now. */
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
  at: Type.String({ description: 'When it came to this status, ISO 8601.' }),
})
export type PhoneMessage = Static<typeof PhoneMessage>

/**
 * `GET /messages?reference=` finds what went out under a reference (none: an empty list).
 * `GET /messages?line=<address>&after=<seq>&limit=<1…500>` catches up: what changed on a line since, oldest change first.
 */
export const PhoneMessages = Type.Object({
  messages: Type.Array(PhoneMessage),
  seq: Type.Integer({ description: 'The newest change on the whole network: where a new listener begins.' }),
  more: Type.Boolean({ description: 'True when a page was full: ask again after the last message of this one.' }),
})
export type PhoneMessages = Static<typeof PhoneMessages>

/** `GET /reach?channel=&address=`: whether the phone at an address has a channel. */
export const PhoneReach = Type.Object({ reachable: Type.Boolean() })
export type PhoneReach = Static<typeof PhoneReach>

/** Every refusal. Codes: unauthorized, invalid_message, recipient_blocked, recipient_without_channel, too_many_requests, not_found, failed. */
export const PhoneProblem = Type.Object({ code: Type.String(), message: Type.String() })
export type PhoneProblem = Static<typeof PhoneProblem>

/**
 * What the network posts to the callback URL, signed as Standard Webhooks
 * (`webhook-id`, `webhook-timestamp`, `webhook-signature: v1,<base64 HMAC-SHA256(secret, id.timestamp.body)>`).
 * The HMAC key is the base64 after `whsec_`; a secret without that prefix is used as it is written.
 */
export const PhoneEvent = Type.Object({
  type: Type.Union([Type.Literal('message.status'), Type.Literal('message.received')]),
  message: PhoneMessage,
})
export type PhoneEvent = Static<typeof PhoneEvent>

/** `PUT /faults` with one of these or a list: how the network misbehaves from now on. */
export const PhoneFault = Type.Object(
  {
    mode: Type.Union(
      [
        Type.Literal('none'),
        Type.Literal('slow', { description: 'Answers after `ms`.' }),
        Type.Literal('throttle', { description: '429, with `Retry-After` of `retryAfter` seconds if given.' }),
        Type.Literal('refuse', { description: '422 `recipient_blocked`.' }),
        Type.Literal('error', { description: '500.' }),
        Type.Literal('hang', { description: 'Never answers.' }),
        Type.Literal('reset', { description: 'Cuts the connection.' }),
        Type.Literal('malformed', { description: '201 with a body that is no JSON.' }),
        Type.Literal('duplicate', { description: 'Every webhook is posted twice.' }),
        Type.Literal('reorder', { description: 'A sent message is reported read, then delivered, then sent.' }),
        Type.Literal('tamper', { description: 'Webhooks are altered after signing; never posted again.' }),
        Type.Literal('drop', { description: 'Webhooks are lost.' }),
        Type.Literal('echo', { description: 'What is sent comes back as if received from our own line, too.' }),
      ],
      { description: 'Those up to `malformed` befall requests, the rest webhooks.' },
    ),
    times: Type.Optional(Type.Integer({ minimum: 1, description: 'Ends after so many; without it, stays.' })),
    share: Type.Optional(Type.Number({ minimum: 0, maximum: 1, description: 'Part of the requests it befalls.' })),
    to: Type.Optional(
      Type.String({ description: 'Befalls only what goes to the phone at this address, or is told of that phone.' }),
    ),
    on: Type.Optional(Type.Union([Type.Literal('send'), Type.Literal('read')], { default: 'send' })),
    delivered: Type.Optional(
      Type.Boolean({ description: 'error, hang, reset: the message is delivered first. Default false.' }),
    ),
    ms: Type.Optional(Type.Integer({ minimum: 0, maximum: 600_000 })),
    retryAfter: Type.Optional(Type.Integer({ minimum: 0, maximum: 86_400 })),
  },
  { additionalProperties: false },
)
export type PhoneFault = Static<typeof PhoneFault>
