import { Type, type Static } from 'typebox'

/** The ways a message can travel. HubSpot has no iMessage type; the timeline logs it as a labelled SMS. */
export const Channel = Type.Union(
  [Type.Literal('imessage'), Type.Literal('sms'), Type.Literal('whatsapp'), Type.Literal('email')],
  { title: 'Channel', description: 'The way a message travels.' },
)
export type Channel = Static<typeof Channel>
