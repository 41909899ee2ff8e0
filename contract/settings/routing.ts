import { Type, type Static } from 'typebox'
import { Routing } from '../routing.ts'

const { addresses, ladder, owners } = Routing.properties

export const RoutingSection = Type.Object(
  { addresses, ladder, owners },
  {
    additionalProperties: false,
    title: 'Routing',
    description: 'Where a contact is looked for on each channel, and by which way messages leave.',
  },
)
export type RoutingSection = Static<typeof RoutingSection>
