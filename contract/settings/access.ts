import { Type, type Static } from 'typebox'
import { HubSpotId } from '../contact.ts'

const ids = (title: string, description: string) =>
  Type.Optional(Type.Array(HubSpotId, { title, description, maxItems: 100, uniqueItems: true }))

export const AccessSection = Type.Object(
  {
    admins: Type.Optional(
      Type.Object(
        {
          users: ids('Users', 'Ids of HubSpot users.'),
          roles: ids('Permission sets', 'Ids of HubSpot roles: whoever has one.'),
          teams: ids('Teams', 'Ids of HubSpot teams: whoever is in one.'),
        },
        { additionalProperties: false, title: 'Admins', description: 'Who may change settings besides super admins.' },
      ),
    ),
    reading: Type.Optional(
      Type.Union([Type.Literal('everyone'), Type.Literal('owner')], {
        title: 'Who reads a conversation',
        description:
          'Every user who can open the contact, or its owner, the owner’s team and admins; absent: everyone.',
      }),
    ),
  },
  {
    additionalProperties: false,
    title: 'Access',
    description: 'Who may change settings, and who may read conversations.',
  },
)
export type AccessSection = Static<typeof AccessSection>
