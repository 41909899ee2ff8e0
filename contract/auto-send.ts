import { Type, type Static } from 'typebox'
import { HubSpotId } from './contact.ts'

const Place = Type.String({ maxLength: 100, description: 'Behind which to go on, as the answer before said.' })

/** `POST …/auto-send`: what became of contacts that were new while auto-send was on, the newest first. */
export const AutoSendsRequest = Type.Object(
  {
    portalId: HubSpotId,
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, description: '100 where not said.' })),
    after: Type.Optional(Place),
  },
  { additionalProperties: false },
)
export type AutoSendsRequest = Static<typeof AutoSendsRequest>

/** What became of one contact. Times are ISO 8601. */
export const AutoSendReport = Type.Object({
  contactId: HubSpotId,
  became: Type.Union([HubSpotId, Type.Null()], { description: 'Whoever it was merged into by then.' }),
  state: Type.Union([Type.Literal('sent'), Type.Literal('waits'), Type.Literal('not_sent')]),
  at: Type.String({ description: 'Since when it stands so.' }),
  until: Type.Union([Type.String(), Type.Null()], { description: 'When it is looked at next, while it waits.' }),
  code: Type.Union([Type.String(), Type.Null()]),
  words: Type.Union([Type.String(), Type.Null()], {
    description: 'Why it waits or was not sent; of what was sent, what the contact matched.',
  }),
  messageId: Type.Union([Type.String(), Type.Null()]),
})
export type AutoSendReport = Static<typeof AutoSendReport>

export const AutoSendsResponse = Type.Object({
  on: Type.Boolean({ description: 'Whether the account has auto-send on.' }),
  timeZone: Type.Union([Type.String(), Type.Null()], { description: 'In which the account is told times.' }),
  contacts: Type.Array(AutoSendReport),
  next: Type.Union([Place, Type.Null()], { description: 'Null: there is no more.' }),
})
export type AutoSendsResponse = Static<typeof AutoSendsResponse>
