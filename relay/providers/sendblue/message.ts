import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'

const text = Type.Optional(Type.Union([Type.String(), Type.Null()]))

/** What is read of a message, as webhooks, answers and the history show it. Times are ISO 8601. */
const SendblueMessage = Type.Object({
  message_handle: Type.String({ minLength: 1, maxLength: 200 }),
  is_outbound: Type.Boolean(),
  status: Type.String(),
  /** The person's number or, for an Apple Account without one, their email; never the line's. */
  number: text,
  from_number: text,
  sendblue_number: text,
  content: text,
  media_url: text,
  message_type: text,
  group_id: text,
  date_sent: text,
  date_created: text,
  date_updated: text,
  error_code: Type.Optional(Type.Union([Type.String(), Type.Number(), Type.Null()])),
  error_message: text,
  opted_out: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
})
export type SendblueMessage = Static<typeof SendblueMessage>

const messages = Compile(SendblueMessage)

export function isSendblueMessage(value: unknown): value is SendblueMessage {
  return messages.Check(value)
}
