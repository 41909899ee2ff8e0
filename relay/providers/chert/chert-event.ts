import { Type, type Static } from 'typebox'

const optional = <Schema extends Parameters<typeof Type.Optional>[0]>(schema: Schema) =>
  Type.Optional(Type.Union([schema, Type.Null()]))

const Handle = Type.Object({ handle: Type.String({ minLength: 1 }), is_me: optional(Type.Boolean()) })

export const ChertPart = Type.Object({
  type: Type.String(),
  value: optional(Type.String()),
  url: optional(Type.String()),
  attachment_id: optional(Type.String()),
  filename: optional(Type.String()),
  mime_type: optional(Type.String()),
})
export type ChertPart = Static<typeof ChertPart>

/** What a `message.received` carries. */
export const ChertMessageData = Type.Object({
  chat: Type.Object({
    is_group: optional(Type.Boolean()),
    // The reference shows a handle; what it names is the number of the line.
    owner_handle: optional(Type.Union([Type.String(), Handle])),
  }),
  message: Type.Object({
    id: Type.String({ minLength: 1 }),
    direction: Type.String(),
    sender_handle: Handle,
    parts: Type.Array(ChertPart),
    sent_at: optional(Type.String()),
  }),
})
export type ChertMessageData = Static<typeof ChertMessageData>

/** An event, bare as webhooks carry it or with its `payload` around it as the list of events and older webhooks do. */
export const ChertEvent = Type.Object({
  event_id: optional(Type.String()),
  event_type: optional(Type.String()),
  event: optional(Type.String()),
  type: optional(Type.String()),
  timestamp: optional(Type.String()),
  created_at: optional(Type.String()),
  data: Type.Optional(Type.Unknown()),
  payload: optional(
    Type.Object({
      event_type: optional(Type.String()),
      timestamp: optional(Type.String()),
      data: Type.Optional(Type.Unknown()),
    }),
  ),
})
export type ChertEvent = Static<typeof ChertEvent>
