import { Type, type Static } from 'typebox'

export const PauseSection = Type.Object(
  {
    percent: Type.Integer({ title: 'Percent', minimum: 1, maximum: 100 }),
    least: Type.Integer({ title: 'Messages', minimum: 1, maximum: 100_000 }),
    minutes: Type.Integer({ title: 'Minutes', minimum: 1, maximum: 1_440 }),
  },
  {
    additionalProperties: false,
    title: 'Pause rule',
    description: 'A line is paused when so many percent of at least so many messages failed within these minutes.',
  },
)
export type PauseSection = Static<typeof PauseSection>
