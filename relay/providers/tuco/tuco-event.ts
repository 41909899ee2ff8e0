import { Type, type Static } from 'typebox'

const optional = <Schema extends Parameters<typeof Type.Optional>[0]>(schema: Schema) =>
  Type.Optional(Type.Union([schema, Type.Null()]))
const text = optional(Type.String())

/** What a message, a reply, or the flat top of an event may say; Tuco's two descriptions put it in different places. */
const members = {
  _id: text,
  messageId: text,
  status: text,
  batchId: text,
  fromLineId: text,
  lineId: text,
  recipientPhone: text,
  recipientEmail: text,
  errorMessage: text,
  error: text,
  reason: text,
  sentAt: text,
  deliveredAt: text,
  readAt: text,
  respondedAtUtc: text,
  repliedAtUtc: text,
  attachmentUrls: optional(Type.Array(Type.String())),
  attachmentNames: optional(Type.Array(Type.String())),
}
const Whole = Type.Object({ ...members, message: text })

/** One of Tuco's own texts to the person, as replies list them. */
export const TucoParent = Type.Object({
  messageId: Type.String(),
  sentAtUtc: text,
  batchId: text,
})
export type TucoParent = Static<typeof TucoParent>

/** A webhook of Tuco's: flat, with the message as text or as an object, or nested in `data`. */
export const TucoEvent = Type.Object({
  event: Type.String(),
  ...members,
  timestamp: text,
  testMode: optional(Type.Boolean()),
  phone: text,
  message: Type.Optional(Type.Union([Type.String(), Whole, Type.Null()])),
  originalMessageId: text,
  parentMessages: optional(Type.Array(TucoParent)),
  data: optional(
    Type.Object({
      ...members,
      message: text,
      test: optional(Type.Boolean()),
      testMode: optional(Type.Boolean()),
      reply: optional(Whole),
      parentMessages: optional(Type.Array(TucoParent)),
    }),
  ),
})
export type TucoEvent = Static<typeof TucoEvent>
