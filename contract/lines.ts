import { Type, type Static } from 'typebox'
import { Channel } from './channel.ts'
import { ConnectionTestReport } from './connection-test.ts'
import { HubSpotId } from './contact.ts'

const LineId = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$', description: 'As it stands in LINES.' })

/** How a line stands and what may go through it, for whoever looks after it. Times are ISO 8601. */
export const LineReport = Type.Object({
  id: Type.String(),
  label: Type.String({ description: 'Of a removed line its id.' }),
  provider: Type.String(),
  channel: Channel,
  address: Type.String({ description: "The line's own: E.164 or email." }),
  state: Type.Union([Type.Literal('active'), Type.Literal('paused'), Type.Literal('removed')], {
    description:
      '`removed`: it is configured no more, and messages wait on it until somebody moves them or gives them up.',
  }),
  pausedBy: Type.Union([Type.Literal('person'), Type.Literal('relay'), Type.Literal('provider'), Type.Null()]),
  reason: Type.Union([Type.String(), Type.Null()], {
    description: 'Why it is paused; of an active line, what is wrong with it although it is used.',
  }),
  since: Type.Union([Type.String(), Type.Null()], { description: 'Since when; null when it never changed.' }),
  history: Type.Union(
    [Type.Object({ trouble: Type.String(), since: Type.Union([Type.String(), Type.Null()]) }), Type.Null()],
    {
      description:
        'Why what the provider keeps cannot be read, and since when: replies may be missing until it can. It is tried again by itself.',
    },
  ),
  test: Type.Union([ConnectionTestReport, Type.Null()], {
    description: 'What its newest test came to; null: it was never tested.',
  }),
  waiting: Type.Integer({ description: 'Messages that have not left yet.' }),
  health: Type.Object(
    { sent: Type.Integer(), failed: Type.Integer() },
    { description: 'Messages of the current window, by which a line is paused when too many fail.' },
  ),
  limits: Type.Union(
    [
      Type.Object({
        inFlight: Type.Integer(),
        gap: Type.Integer(),
        bodyLength: Type.Integer(),
        timeout: Type.Integer(),
      }),
      Type.Null(),
    ],
    {
      description:
        'What the relay keeps to: calls at once, milliseconds between two, characters, milliseconds; null: nothing leaves by it any more.',
    },
  ),
  published: Type.Union(
    [
      Type.Object({
        perDay: Type.Optional(Type.Integer()),
        perHour: Type.Optional(Type.Integer()),
        firstTouchPerDay: Type.Optional(Type.Integer()),
        checksPerDay: Type.Optional(Type.Integer()),
        source: Type.String(),
      }),
      Type.Null(),
    ],
    { description: 'What the provider publishes of its lines, and where; `firstTouchPerDay`: people who never wrote.' },
  ),
})
export type LineReport = Static<typeof LineReport>

/** `POST …/lines`: every line and how it stands, and those that were removed and on which messages wait. */
export const LinesRequest = Type.Object({ portalId: HubSpotId }, { additionalProperties: false })
export type LinesRequest = Static<typeof LinesRequest>

export const LinesResponse = Type.Object({
  lines: Type.Array(LineReport),
  timeZone: Type.Union([Type.String(), Type.Null()], { description: 'In which the account is told times.' }),
})
export type LinesResponse = Static<typeof LinesResponse>

/** `POST …/lines/pause`: nothing leaves by this line until a person resumes it. The answer is its `LineReport`. */
export const PauseLineRequest = Type.Object(
  { portalId: HubSpotId, lineId: LineId, reason: Type.String({ minLength: 1, maxLength: 300 }) },
  { additionalProperties: false },
)
export type PauseLineRequest = Static<typeof PauseLineRequest>

/** `POST …/lines/resume`, whoever had paused it. The answer is its `LineReport`. */
export const ResumeLineRequest = Type.Object({ portalId: HubSpotId, lineId: LineId }, { additionalProperties: false })
export type ResumeLineRequest = Static<typeof ResumeLineRequest>

/** `POST …/lines/move`: what waits on a line that was removed, or is paused, leaves by another of its channel. */
export const MoveLineRequest = Type.Object(
  { portalId: HubSpotId, from: LineId, to: LineId },
  { additionalProperties: false },
)
export type MoveLineRequest = Static<typeof MoveLineRequest>

/** `POST …/lines/give-up`: what waits on a line that was removed need not leave any more. */
export const GiveUpLineRequest = Type.Object({ portalId: HubSpotId, lineId: LineId }, { additionalProperties: false })
export type GiveUpLineRequest = Static<typeof GiveUpLineRequest>

export const LineCleared = Type.Object({
  done: Type.Integer({ description: 'Messages that were moved, or given up.' }),
  left: Type.Integer({
    description: 'Messages that stay where they are: they may have left, or do not fit the other line.',
  }),
})
export type LineCleared = Static<typeof LineCleared>

/** `POST /admin/lines/test`: are credentials, address and webhooks right? One line, or all. */
export const TestLinesRequest = Type.Object(
  { portalId: HubSpotId, lineId: Type.Optional(LineId) },
  { additionalProperties: false },
)
export type TestLinesRequest = Static<typeof TestLinesRequest>

/** What the test of a line came to. */
export const LineTest = Type.Object({
  lineId: Type.String(),
  result: Type.Union(
    [Type.Literal('ok'), Type.Literal('failed'), Type.Literal('no_test'), Type.Literal('not_reached')],
    {
      description:
        '`no_test`: the provider has no way to ask. `not_reached`: whoever asked waits for ten seconds at most, and others took them, or the line was changed meanwhile; `note` says which. Nothing is known of it now.',
    },
  ),
  problem: Type.Union(
    [Type.Object({ code: Type.String(), detail: Type.String({ description: 'For a person.' }) }), Type.Null()],
    { description: 'What is wrong, when it failed.' },
  ),
  note: Type.Optional(
    Type.Union([Type.String(), Type.Null()], {
      description: 'What whoever set up the line should know although it works, for a person.',
    }),
  ),
})
export type LineTest = Static<typeof LineTest>

export const TestLinesResponse = Type.Object({ tests: Type.Array(LineTest) })
export type TestLinesResponse = Static<typeof TestLinesResponse>
