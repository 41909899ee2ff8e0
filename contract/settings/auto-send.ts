import { Type, type Static } from 'typebox'
import { HubSpotId } from '../contact.ts'
import { PropertyName } from '../property-name.ts'

/** What a contact must be to get it. All that is said must hold. */
export const AutoSendMatch = Type.Object(
  {
    sources: Type.Optional(
      Type.Array(
        Type.String({
          pattern: '^[A-Z_]{2,40}$',
          description: 'As HubSpot writes it, in capitals with _ between words: such as FORM, IMPORT or CRM_UI.',
        }),
        {
          title: 'Sources',
          minItems: 1,
          maxItems: 30,
          description: 'Where HubSpot says that the contact came from (hs_object_source), such as FORM or IMPORT.',
        },
      ),
    ),
    lists: Type.Optional(
      Type.Array(HubSpotId, {
        title: 'Lists',
        minItems: 1,
        maxItems: 20,
        description: 'In one of these HubSpot lists.',
      }),
    ),
    properties: Type.Optional(
      Type.Array(
        Type.Object(
          {
            name: PropertyName,
            values: Type.Array(Type.String({ maxLength: 1_000 }), {
              title: 'Values',
              minItems: 1,
              maxItems: 50,
              description: 'Any of them will do; of a choice the internal name.',
            }),
          },
          {
            additionalProperties: false,
            title: 'Property',
            description: 'A contact property, and what it may be.',
          },
        ),
        { title: 'Properties', minItems: 1, maxItems: 10, description: 'Each of these has one of its values.' },
      ),
    ),
  },
  {
    additionalProperties: false,
    title: 'Only for',
    description: 'Which of the new contacts get it: those for whom all holds that is said here. Absent: all of them.',
  },
)
export type AutoSendMatch = Static<typeof AutoSendMatch>

export const AutoSendSection = Type.Object(
  {
    lineId: Type.Optional(Type.String({ title: 'Line', minLength: 1, description: 'Absent: the ladder decides.' })),
    message: Type.String({
      title: 'Text',
      minLength: 1,
      maxLength: 65_536,
      description: 'What the contact reads, as it stands here: nothing in it is filled in.',
    }),
    delayMinutes: Type.Optional(
      Type.Integer({
        title: 'After minutes',
        minimum: 0,
        maximum: 10_080,
        description: 'How long after the contact was created it leaves; absent: at once.',
      }),
    ),
    match: Type.Optional(AutoSendMatch),
  },
  {
    additionalProperties: false,
    title: 'Auto-send',
    description: 'What every contact is sent that is created in HubSpot, by whomever: also each of an import.',
  },
)
export type AutoSendSection = Static<typeof AutoSendSection>
