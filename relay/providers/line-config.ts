import { Type, type Static } from 'typebox'
import { Channel } from '../../contract/channel.ts'
import { HubSpotId } from '../../contract/contact.ts'

/**
 * One line as the admin writes it; `settings` are checked by the provider. `portalId` is the HubSpot account it belongs
 * to, where that is not the private one.
 */
export const LineConfig = Type.Object(
  {
    id: Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' }),
    label: Type.String({ minLength: 1, maxLength: 80 }),
    provider: Type.String(),
    channel: Channel,
    address: Type.String({ minLength: 3, maxLength: 320 }),
    settings: Type.Record(Type.String(), Type.Unknown()),
    portalId: Type.Optional(HubSpotId),
  },
  { additionalProperties: false },
)
export type LineConfig = Static<typeof LineConfig>
