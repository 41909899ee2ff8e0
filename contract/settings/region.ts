import { Type, type Static } from 'typebox'

export const RegionSection = Type.Object(
  {
    country: Type.Optional(
      Type.String({
        title: 'Country',
        pattern: '^[A-Z]{2}$',
        description: 'Numbers without a country code are read as this country’s: two letters, such as US.',
      }),
    ),
    timeZone: Type.Optional(
      Type.String({
        title: 'Time zone',
        maxLength: 64,
        description: 'In which the account is told times, by its IANA name, such as America/New_York.',
      }),
    ),
  },
  {
    additionalProperties: false,
    title: 'Country and time zone',
    description: 'Where the account is at home, for whatever does not say so itself.',
  },
)
export type RegionSection = Static<typeof RegionSection>
