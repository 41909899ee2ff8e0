import { Type, type Static } from 'typebox'

/** A message as Twilio's history shows it; the times are RFC 2822 and `date_sent` is null while it waits. */
export const MessageResource = Type.Object({
  sid: Type.String({ pattern: '^(SM|MM)[0-9a-fA-F]{32}$' }),
  from: Type.String(),
  to: Type.String(),
  body: Type.Union([Type.String(), Type.Null()]),
  direction: Type.String(),
  status: Type.String(),
  error_code: Type.Union([Type.Integer(), Type.Null()]),
  num_media: Type.String(),
  date_created: Type.String(),
  date_sent: Type.Union([Type.String(), Type.Null()]),
})
export type MessageResource = Static<typeof MessageResource>
