import { Type, type Static } from 'typebox'

export const PauseSection = Type.Object(
  {
    percent: Type.Integer({
      title: 'Percent',
      minimum: 1,
      maximum: 100,
      description: 'How many of a hundred messages have to fail.',
    }),
    least: Type.Integer({
      title: 'Messages',
      minimum: 1,
      maximum: 100_000,
      description: 'Of how many messages at least; fewer say nothing of a line.',
    }),
    minutes: Type.Integer({
      title: 'Minutes',
      minimum: 1,
      maximum: 1_440,
      description: 'How far back messages are counted.',
    }),
  },
  {
    additionalProperties: false,
    title: 'Pause rule',
    description: 'A line is paused when so many percent of at least so many messages failed within these minutes.',
  },
)
export type PauseSection = Static<typeof PauseSection>
