import { Type, type Static } from 'typebox'
import { HubSpotId } from './contact.ts'

/** What can be done with something that waits. */
export const WaitingDeed = Type.Union(
  [Type.Literal('give'), Type.Literal('retry'), Type.Literal('dismiss'), Type.Literal('opt_out')],
  {
    description:
      "`give`: a reply becomes this contact's. `retry`: it is tried again now. `dismiss`: nothing more is done about it, and what may be an opt-out is none. `opt_out`: it is one.",
  },
)
export type WaitingDeed = Static<typeof WaitingDeed>

/**
 * What may wait: a reply of nobody or of several, one that was set aside as no person's word, one that may be an opt-out, a provider's delivery, an event of HubSpot, an entry of the timeline, a task,
 * or a message that failed or is in doubt.
 */
export const WaitingKind = Type.Union([
  Type.Literal('reply'),
  Type.Literal('aside'),
  Type.Literal('consent'),
  Type.Literal('inbox'),
  Type.Literal('event'),
  Type.Literal('entry'),
  Type.Literal('task'),
  Type.Literal('message'),
])
export type WaitingKind = Static<typeof WaitingKind>

const WaitingId = Type.String({
  pattern: '^(reply|aside|consent|inbox|event|entry|task|message):[!-~]{1,200}$',
  description: 'Kind and key, as the list gives it.',
})

/** Something that a person may have to look at. Times are ISO 8601. */
export const WaitingItem = Type.Object({
  id: Type.String(),
  kind: WaitingKind,
  portalId: Type.String(),
  since: Type.String(),
  what: Type.String({ description: 'What it is, in words.' }),
  reason: Type.String({ description: 'Why it waits, in words.' }),
  state: Type.Union([Type.Literal('parked'), Type.Literal('waiting')], {
    description: '`waiting`: it is tried again by itself; `parked`: only a person, or what mends it, lets it go on.',
  }),
  deeds: Type.Array(WaitingDeed, { description: 'What can be done with it.' }),
  contactId: Type.Union([Type.String(), Type.Null()]),
  lineId: Type.Union([Type.String(), Type.Null()]),
  address: Type.Union([Type.String(), Type.Null()]),
})
export type WaitingItem = Static<typeof WaitingItem>

/** `POST /admin/waiting/list`: everything of an account that waits, what has waited longest first. */
export const ListWaitingRequest = Type.Object(
  {
    portalId: HubSpotId,
    after: Type.Optional(Type.String({ maxLength: 600, description: '`next` of the page before.' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  },
  { additionalProperties: false },
)
export type ListWaitingRequest = Static<typeof ListWaitingRequest>

export const ListWaitingResponse = Type.Object({
  items: Type.Array(WaitingItem),
  next: Type.Union([Type.String(), Type.Null()], { description: 'Where the next page begins; null: there is none.' }),
  timeZone: Type.Union([Type.String(), Type.Null()], { description: 'In which the account is told times.' }),
})
export type ListWaitingResponse = Static<typeof ListWaitingResponse>

/** `POST /admin/waiting/show`, `/retry`, `/dismiss` and `/opt-out`: one of them. */
export const WaitingRequest = Type.Object({ portalId: HubSpotId, id: WaitingId }, { additionalProperties: false })
export type WaitingRequest = Static<typeof WaitingRequest>

export const ShowWaitingResponse = Type.Object({
  item: WaitingItem,
  text: Type.Union([Type.String(), Type.Null()], { description: 'What was said, or what came, as far as it is text.' }),
  timeZone: Type.Union([Type.String(), Type.Null()], { description: 'In which the account is told times.' }),
})
export type ShowWaitingResponse = Static<typeof ShowWaitingResponse>

/** `POST /admin/waiting/give`: whose a reply is, or that what was set aside is a person's word after all. */
export const GiveWaitingRequest = Type.Object(
  {
    portalId: HubSpotId,
    id: WaitingId,
    contactId: Type.Optional(HubSpotId),
  },
  { additionalProperties: false },
)
export type GiveWaitingRequest = Static<typeof GiveWaitingRequest>

export const WaitingDone = Type.Object({
  id: Type.String(),
  done: Type.Union([
    Type.Literal('given'),
    Type.Literal('retried'),
    Type.Literal('dismissed'),
    Type.Literal('opted_out'),
  ]),
  already: Type.Boolean({ description: 'It had been done before; nothing was changed now.' }),
  contactId: Type.Union([Type.String(), Type.Null()], { description: 'Of what was given: whose it is.' }),
})
export type WaitingDone = Static<typeof WaitingDone>
