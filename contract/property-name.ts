import { Type } from 'typebox'

/** A contact property in settings, by the name that HubSpot's API has for it. Nobody types it by its label. */
export const PropertyName = Type.String({
  title: 'Property',
  pattern: '^[a-z][a-z0-9_]{0,99}$',
  description:
    'The internal name of a contact property, which HubSpot shows beside its label: small letters, digits and _, such as mobilephone.',
})
