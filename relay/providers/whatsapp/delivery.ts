import { Type, type Static } from 'typebox'

const text = Type.Object({ body: Type.String() })
const title = Type.Object({ title: Type.String() })
const media = Type.Object({
  id: Type.String(),
  mime_type: Type.Optional(Type.String()),
  caption: Type.Optional(Type.String()),
  filename: Type.Optional(Type.String()),
})
const seconds = Type.String({ pattern: '^[0-9]{1,12}$' })

/** A message of a person. `from` is missing where the person hides the number. */
export const WhatsAppMessage = Type.Object({
  id: Type.String({ minLength: 1 }),
  timestamp: seconds,
  type: Type.String(),
  from: Type.Optional(Type.String()),
  from_user_id: Type.Optional(Type.String()),
  group_id: Type.Optional(Type.String()),
  context: Type.Optional(Type.Object({ id: Type.Optional(Type.String()) })),
  text: Type.Optional(text),
  button: Type.Optional(Type.Object({ text: Type.String() })),
  interactive: Type.Optional(
    Type.Object({
      button_reply: Type.Optional(title),
      list_reply: Type.Optional(title),
      nfm_reply: Type.Optional(text),
    }),
  ),
  image: Type.Optional(media),
  video: Type.Optional(media),
  audio: Type.Optional(media),
  document: Type.Optional(media),
  sticker: Type.Optional(media),
  location: Type.Optional(
    Type.Object({
      latitude: Type.Number(),
      longitude: Type.Number(),
      name: Type.Optional(Type.String()),
      address: Type.Optional(Type.String()),
    }),
  ),
  contacts: Type.Optional(
    Type.Array(
      Type.Object({
        name: Type.Object({ formatted_name: Type.String() }),
        phones: Type.Optional(Type.Array(Type.Object({ phone: Type.Optional(Type.String()) }))),
      }),
    ),
  ),
})
export type WhatsAppMessage = Static<typeof WhatsAppMessage>

export const WhatsAppStatus = Type.Object({
  id: Type.String({ minLength: 1 }),
  status: Type.String(),
  timestamp: seconds,
  biz_opaque_callback_data: Type.Optional(Type.String()),
  errors: Type.Optional(Type.Array(Type.Object({ code: Type.Integer(), title: Type.Optional(Type.String()) }))),
})
export type WhatsAppStatus = Static<typeof WhatsAppStatus>

/** The value of a change in the field `messages`. */
export const WhatsAppMessages = Type.Object({
  metadata: Type.Object({ phone_number_id: Type.String() }),
  contacts: Type.Optional(
    Type.Array(Type.Object({ wa_id: Type.Optional(Type.String()), user_id: Type.Optional(Type.String()) })),
  ),
  messages: Type.Optional(Type.Array(WhatsAppMessage)),
  statuses: Type.Optional(Type.Array(WhatsAppStatus)),
})
export type WhatsAppMessages = Static<typeof WhatsAppMessages>

/** One POST of Meta's: several accounts, each with several changes, each with several events. */
export const WhatsAppDelivery = Type.Object({
  object: Type.Literal('whatsapp_business_account'),
  entry: Type.Array(
    Type.Object({
      id: Type.String(),
      time: Type.Optional(Type.Integer({ minimum: 0, maximum: 1e11 })),
      changes: Type.Array(Type.Object({ field: Type.String(), value: Type.Unknown() })),
    }),
  ),
})
