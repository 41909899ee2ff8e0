import { Type, type Static } from 'typebox'

/** HubSpot ids are integers of up to 64 bits that arrive as numbers or digits; on our wires they are digits. */
export const HubSpotId = Type.String({ pattern: '^[1-9][0-9]{0,17}$', description: 'A HubSpot id, as digits.' })

/** A contact as HubSpot handed it over, with the properties that can hold an address (null where empty). */
export const Contact = Type.Object({
  id: HubSpotId,
  properties: Type.Record(Type.String({ maxLength: 100 }), Type.Union([Type.String({ maxLength: 2000 }), Type.Null()])),
})
export type Contact = Static<typeof Contact>
