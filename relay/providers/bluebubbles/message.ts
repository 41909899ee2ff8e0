import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'

const time = Type.Union([Type.Number({ minimum: 0, maximum: 8.64e15 }), Type.Null()])
const text = Type.Union([Type.String(), Type.Null()])

const Chat = Type.Object({ guid: Type.String({ minLength: 1 }), style: Type.Optional(Type.Number()) })

const Attachment = Type.Object({
  guid: Type.String({ minLength: 1 }),
  mimeType: Type.Optional(text),
  transferName: Type.Optional(text),
})

/** What is read of a row of Messages' database, as webhooks and queries show it. All times in milliseconds. */
export const Message = Type.Object({
  guid: Type.Optional(text),
  originalROWID: Type.Optional(Type.Number()),
  tempGuid: Type.Optional(text),
  text: Type.Optional(text),
  subject: Type.Optional(text),
  error: Type.Optional(Type.Union([Type.Number(), Type.Null()])),
  dateCreated: time,
  dateDelivered: Type.Optional(time),
  dateRead: Type.Optional(time),
  dateEdited: Type.Optional(time),
  isDelivered: Type.Optional(Type.Boolean()),
  isFromMe: Type.Boolean(),
  itemType: Type.Optional(Type.Union([Type.Number(), Type.Null()])),
  associatedMessageGuid: Type.Optional(text),
  associatedMessageType: Type.Optional(Type.Union([Type.String(), Type.Number(), Type.Null()])),
  threadOriginatorGuid: Type.Optional(text),
  handle: Type.Optional(Type.Union([Type.Object({ address: Type.String() }), Type.Null()])),
  attachments: Type.Optional(Type.Union([Type.Array(Attachment), Type.Null()])),
  chats: Type.Optional(Type.Array(Chat)),
})
export type Message = Static<typeof Message>

const messages = Compile(Message)

export function isMessage(value: unknown): value is Message {
  return messages.Check(value)
}
