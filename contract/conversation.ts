import { Type, type Static } from 'typebox'
import { Channel } from './channel.ts'
import { Clock } from './clock.ts'
import { Contact, HubSpotId } from './contact.ts'
import { DeliveryStatus } from './delivery-status.ts'
import { Draft } from './draft.ts'

/** `POST /card/conversation`: all that the card shows first, in one round trip; with `since`, only what changed. */
export const ConversationRequest = Type.Object(
  {
    portalId: HubSpotId,
    userId: Type.Optional(HubSpotId),
    userEmail: Type.Optional(Type.String({ maxLength: 320 })),
    contact: Contact,
    since: Type.Optional(Type.String({ maxLength: 64, description: 'The `cursor` of the answer before this one.' })),
    timeZone: Type.Optional(
      Type.String({
        maxLength: 64,
        description: 'That of the account in HubSpot, by its IANA name. It counts where the account has set none.',
      }),
    ),
  },
  { additionalProperties: false },
)
export type ConversationRequest = Static<typeof ConversationRequest>

/** Why a message that is to leave has not left, since when and until when. Times are ISO 8601. */
const Waits = Type.Object({
  reason: Type.Union(
    [
      Type.Literal('retry'),
      Type.Literal('scheduled'),
      Type.Literal('order'),
      Type.Literal('line_paused'),
      Type.Literal('line_removed'),
      Type.Literal('account'),
      Type.Literal('line_busy'),
      Type.Literal('line_rests'),
    ],
    {
      description:
        '`line_rests`: its provider takes nothing more on it until then. `order`: an earlier message of the conversation was tried and has not left yet.',
    },
  ),
  since: Type.String(),
  until: Type.Union([Type.String(), Type.Null()], { description: 'Null where nobody knows.' }),
  behind: Type.Union([Type.String(), Type.Null()], { description: 'The message that it waits for.' }),
  detail: Type.Optional(
    Type.Union([Type.String(), Type.Null()], {
      description: 'Why the line or the account stands still, for a person.',
    }),
  ),
  otherwise: Type.Optional(
    Type.Union([Type.Object({ channel: Channel, at: Type.String() }), Type.Null()], {
      description: 'The channel by which another message stands in for it then, if its ladder can.',
    }),
  ),
})

/**
 * One message as the card shows it. `at` is ISO 8601. What is optional is so because a card may be newer than its relay; a relay of
 * today always says it.
 */
export const ConversationMessage = Type.Object({
  id: Type.String(),
  direction: Type.Union([Type.Literal('outbound'), Type.Literal('inbound')]),
  channel: Channel,
  lineId: Type.String(),
  address: Type.String({ description: "The contact's address: E.164 or email." }),
  subject: Type.Union([Type.String(), Type.Null()]),
  body: Type.String(),
  status: DeliveryStatus,
  problem: Type.Union([
    Type.Object({ code: Type.String(), detail: Type.String(), retryable: Type.Boolean() }),
    Type.Null(),
  ]),
  source: Type.Union(
    [Type.Literal('card'), Type.Literal('workflow'), Type.Literal('reply'), Type.Literal('elsewhere')],
    { description: "`elsewhere`: it left this line without Homing, from the vendor's app or from the phone itself." },
  ),
  writtenBy: Type.Optional(
    Type.Union([Type.String(), Type.Null()], {
      description: 'Who wrote it: of `card` the address of its user, of `elsewhere` whom the vendor names.',
    }),
  ),
  attachments: Type.Array(
    Type.Object({
      name: Type.String(),
      contentType: Type.String(),
      url: Type.Union([Type.String(), Type.Null()]),
      until: Type.Optional(Type.String({ description: 'ISO 8601: from then on `url` opens nothing any more.' })),
    }),
    { description: '`url` is null where only the provider account may open the file.' },
  ),
  service: Type.Optional(
    Type.Union([Type.String(), Type.Null()], {
      description: 'What really carried it, on a line that can use several: iMessage, SMS, MMS, RCS or WhatsApp.',
    }),
  ),
  editedAt: Type.Optional(
    Type.Union([Type.String(), Type.Null()], { description: 'When whoever wrote it changed its words.' }),
  ),
  unsentAt: Type.Optional(
    Type.Union([Type.String(), Type.Null()], { description: 'When whoever wrote it took it back.' }),
  ),
  reactions: Type.Optional(
    Type.Array(Type.Object({ reaction: Type.String(), at: Type.String() }), { description: 'Signs put beside it.' }),
  ),
  unproved: Type.Optional(
    Type.Boolean({
      description:
        'The server that received it denies that it was sent for `address`, and it names no message that went there: anybody may have written it.',
    }),
  ),
  hasOriginal: Type.Optional(
    Type.Boolean({ description: 'The whole mail can be shown, where the body leaves out what is quoted.' }),
  ),
  fallbackOf: Type.Union([Type.Object({ messageId: Type.String(), reason: Type.String() }), Type.Null()], {
    description: 'The message this one stands in for, and why that one was given up, for a person.',
  }),
  followedBy: Type.Union([Type.Object({ messageId: Type.String(), channel: Channel }), Type.Null()], {
    description: 'The message that stands in for this one; when this one was delivered all the same, it was late.',
  }),
  waits: Type.Optional(
    Type.Union([Waits, Type.Null()], { description: 'Null where it is not to leave, or leaves as soon as it can.' }),
  ),
  doubt: Type.Optional(
    Type.Union([Type.Object({ asked: Type.Boolean() }), Type.Null()], {
      description:
        'Of `unknown`. `asked`: the provider is being asked, and it leaves again only if that is sure it never did.',
    }),
  ),
  attempts: Type.Optional(Type.Integer({ description: 'How often it was tried.' })),
  consent: Type.Optional(
    Type.Union([Type.Literal('opted_out'), Type.Literal('opted_in'), Type.Null()], {
      description:
        'What a reply was taken to say of whether its channel may be used, when it came: by the provider, or as a keyword.',
    }),
  ),
  at: Type.String(),
})
export type ConversationMessage = Static<typeof ConversationMessage>

/** What kind of thing stands against a line. A message on a paused line waits; on all others it would be refused. */
const Obstacle = Type.Object({
  is: Type.Union([
    Type.Literal('no_address'),
    Type.Literal('bad_address'),
    Type.Literal('opted_out'),
    Type.Literal('paused'),
  ]),
  reason: Type.Union([Type.String(), Type.Null()], { description: 'Why it is paused, for a person.' }),
})

/**
 * A line the rep can choose, and why it cannot be used for this contact if so. `obstacle` is optional because a card may
 * be newer than its relay; a relay of today always says it.
 */
export const ConversationLine = Type.Object({
  id: Type.String(),
  label: Type.String(),
  channel: Channel,
  address: Type.Union([Type.String(), Type.Null()], { description: "The contact's address on this channel." }),
  unavailable: Type.Union([Type.String(), Type.Null()], { description: 'Why it cannot be used, for a person.' }),
  obstacle: Type.Optional(
    Type.Union([Obstacle, Type.Null()], { description: 'Why it cannot be used, for a program.' }),
  ),
  note: Type.Union([Type.String(), Type.Null()], {
    description:
      'What a person should know before using it: it is degraded, or the address did not work the last time.',
  }),
  bodyLength: Type.Integer({ description: 'Longest text it carries, in characters.' }),
  attachments: Type.Union(
    [Type.Object({ most: Type.Integer(), bytes: Type.Integer(), types: Type.Array(Type.String()) }), Type.Null()],
    { description: 'What files it carries: how many, how large each, which MIME types (`image/*`: all of a kind).' },
  ),
})
export type ConversationLine = Static<typeof ConversationLine>

export const ConversationResponse = Type.Object({
  messages: Type.Array(ConversationMessage, { description: 'Oldest first; at most the newest 50.' }),
  lines: Type.Array(ConversationLine, { description: 'The one to write on first.' }),
  properties: Type.Array(Type.String(), {
    description: 'Contact properties the relay looks at; whoever sent fewer asks once more with all of them.',
  }),
  cursor: Type.String(),
  clock: Type.Optional(
    Type.Object(Clock.properties, {
      description: 'By which the account is told times, some years back and one ahead. Not told with `since`.',
    }),
  ),
  older: Type.Optional(
    Type.Union([Type.String(), Type.Null()], {
      description:
        'Where those before these begin, for `POST /card/older`; null: these are the first. Not told with `since`.',
    }),
  ),
  draft: Type.Optional(
    Type.Union([Draft, Type.Null()], {
      description:
        'What the user was writing to this contact; not told with `since`, nor where nobody says who the user is.',
    }),
  ),
})
export type ConversationResponse = Static<typeof ConversationResponse>
