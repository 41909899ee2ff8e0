import { Type, type Static } from 'typebox'

export const RetentionSection = Type.Object(
  {
    rawDays: Type.Optional(
      Type.Integer({
        title: 'Deliveries',
        minimum: 3,
        maximum: 3_650,
        description: 'Days for which what providers delivered is kept as it came.',
      }),
    ),
    storyDays: Type.Optional(
      Type.Integer({
        title: 'Stories',
        minimum: 30,
        maximum: 36_500,
        description: 'Days for which it is kept how a message came to what it is.',
      }),
    ),
  },
  {
    additionalProperties: false,
    title: 'Retention',
    description: 'Not longer than whoever runs the relay keeps anything.',
  },
)
export type RetentionSection = Static<typeof RetentionSection>
