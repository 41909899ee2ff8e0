import { Type, type Static } from 'typebox'
import { Contact, HubSpotId } from './contact.ts'
import { Draft } from './draft.ts'

/** `POST /card/draft`: the relay keeps what a rep is writing to a contact, for a week; null forgets it. */
export const KeepDraftRequest = Type.Object(
  {
    portalId: HubSpotId,
    userId: Type.Optional(HubSpotId),
    userEmail: Type.Optional(Type.String({ maxLength: 320 })),
    contact: Contact,
    draft: Type.Union([Draft, Type.Null()]),
  },
  { additionalProperties: false },
)
export type KeepDraftRequest = Static<typeof KeepDraftRequest>

export const KeepDraftResponse = Type.Object({
  kept: Type.Boolean({ description: 'False where there is nothing to keep, or nobody to keep it for.' }),
})
export type KeepDraftResponse = Static<typeof KeepDraftResponse>
