import { Type, type Static } from 'typebox'

const optional = <Schema extends Parameters<typeof Type.Optional>[0]>(schema: Schema) =>
  Type.Optional(Type.Union([schema, Type.Null()]))

/** Somebody in a chat, as webhooks and history name them. */
export const LinqHandle = Type.Object({ handle: Type.String({ minLength: 1 }), is_me: optional(Type.Boolean()) })

/** A part of a message; which members it has depends on its type. */
export const LinqPart = Type.Object({
  type: Type.String(),
  value: optional(Type.String()),
  url: optional(Type.String()),
  filename: optional(Type.String()),
  mime_type: optional(Type.String()),
  fallback_text: optional(Type.String()),
})
export type LinqPart = Static<typeof LinqPart>

/** The data of a `message.*` event in Linq's webhook version 2026-02-03; the history is put into the same form. */
export const MessageEvent = Type.Object({
  id: Type.String({ minLength: 1 }),
  direction: Type.Union([Type.Literal('inbound'), Type.Literal('outbound')]),
  chat: Type.Object({
    is_group: optional(Type.Boolean()),
    owner_handle: optional(LinqHandle),
    health_status: optional(Type.Object({ status: Type.String() })),
  }),
  sender_handle: LinqHandle,
  parts: Type.Array(LinqPart),
  sent_at: optional(Type.String()),
  delivered_at: optional(Type.String()),
  read_at: optional(Type.String()),
  reply_to: optional(Type.Object({ message_id: Type.String() })),
  idempotency_key: optional(Type.String()),
})
export type MessageEvent = Static<typeof MessageEvent>
