import { Type, type Static } from 'typebox'
import { Channel } from '../channel.ts'

/** A line as an admin writes it. Secrets in `settings` are taken and never given back; one that is left out stays as it is. */
export const LineSetting = Type.Object(
  {
    id: Type.String({
      title: 'Id',
      pattern: '^[A-Za-z0-9_-]{1,64}$',
      description: 'Letters, digits, _ and -; 64 at most.',
    }),
    label: Type.String({ title: 'Name', minLength: 1, maxLength: 80, description: 'What reps choose it by.' }),
    provider: Type.String({ title: 'Provider', description: 'Who carries its messages.' }),
    channel: Channel,
    address: Type.String({
      title: 'Address',
      minLength: 3,
      maxLength: 320,
      description: 'Its own: a number with + and country code, or an email address.',
    }),
    settings: Type.Record(Type.String(), Type.Unknown(), {
      title: 'Settings of the provider',
      description: 'What the provider asks for; docs/providers has a page for each.',
    }),
  },
  { additionalProperties: false, title: 'Line', description: 'A number or an address at a provider.' },
)
export type LineSetting = Static<typeof LineSetting>

export const LinesSection = Type.Array(LineSetting, {
  title: 'Lines',
  maxItems: 500,
  description: 'What messages leave by and come in on, in the order in which they are offered.',
})
export type LinesSection = Static<typeof LinesSection>
