import { Type, type Static } from 'typebox'
import { Channel } from '../channel.ts'

export const TimelineSection = Type.Object(
  {
    channels: Type.Optional(
      Type.Array(Channel, {
        title: 'Channels',
        uniqueItems: true,
        description: 'Whose messages are written to the contact’s timeline; absent: those of all channels.',
      }),
    ),
    elsewhere: Type.Optional(
      Type.Boolean({
        title: 'Written elsewhere',
        description:
          'Whether what a colleague wrote in the vendor’s app or on the phone is written there, too; absent: yes.',
      }),
    ),
  },
  {
    additionalProperties: false,
    title: 'Timeline',
    description: 'Which messages HubSpot is told of. The card shows all of them.',
  },
)
export type TimelineSection = Static<typeof TimelineSection>
