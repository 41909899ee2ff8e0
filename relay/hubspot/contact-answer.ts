import { Type, type Static } from 'typebox'

/** What can be used of HubSpot's answer to who a contact is. */
export const ContactAnswer = Type.Object({ properties: Type.Record(Type.String(), Type.Unknown()) })
export type ContactAnswer = Static<typeof ContactAnswer>

/** A property as it is told; null where HubSpot tells none, or no text. */
export function propertyOf({ properties }: ContactAnswer, name: string): string | null {
  const value = properties[name]
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null
}
