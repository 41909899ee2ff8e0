import { Type, type Static } from 'typebox'
import { HubSpotId } from '../contact.ts'
import { LineTest } from '../lines.ts'

/** One thing that is wrong with settings, with its place: `lines.0.settings.apiKey`. */
export const SettingMistake = Type.Object({
  path: Type.String({ description: 'Sections, members and places in lists, with a point between them.' }),
  words: Type.String({ description: 'What is wrong and what to write instead; follows the place.' }),
})
export type SettingMistake = Static<typeof SettingMistake>

/** One difference between two versions of settings. Of a secret only that it is another, or none. */
export const SettingDifference = Type.Object({
  path: Type.String({
    description:
      'As of a mistake; lines are named by their ids: `lines.sms.label`. Secrets as in `changed` of a version.',
  }),
  before: Type.Union([Type.String(), Type.Null()], {
    description: 'JSON, cut where it is long; null: it was not there.',
  }),
  after: Type.Union([Type.String(), Type.Null()], { description: 'The same, and null: it is not there any more.' }),
  words: Type.String({ description: 'For a person, and in one line.' }),
})
export type SettingDifference = Static<typeof SettingDifference>

/** Who made a version, when and why. */
export const SettingsVersion = Type.Object({
  version: Type.Integer(),
  at: Type.String({ description: 'ISO 8601.' }),
  by: Type.String({ description: '`operator`, `relay` or `user:<id>`.' }),
  reason: Type.Union([Type.String(), Type.Null()]),
  changed: Type.Array(Type.String(), {
    description:
      'Sections, and secrets as `secret:line/<id>/<place>`, or `secret-gone:line/<id>/<place>` where one is there no more.',
  }),
})
export type SettingsVersion = Static<typeof SettingsVersion>

/** Named by the door where that knows it. */
export const ofAccount = Type.Optional(HubSpotId)

/** The version that was edited. The header `If-Match` says the same. What was changed by somebody else since then is refused with 412. */
export const editedVersion = Type.Optional(
  Type.Integer({
    minimum: 0,
    maximum: 2_147_483_647,
    description: 'The version that was edited; 0: none was saved yet.',
  }),
)

export const reasonWhy = Type.Optional(
  Type.String({ minLength: 1, maxLength: 500, description: 'Why, for whoever reads the list of versions.' }),
)

export const keepMinutes = Type.Optional(
  Type.Integer({
    minimum: 0,
    maximum: 43_200,
    description: 'For how long the value before a new secret is still valid for what comes in; absent: a day.',
  }),
)

/** What a save, a return to a version or a new secret led to. */
export const SettingsChanged = Type.Object({
  version: Type.Integer({ description: 'The newest now; of a trial the one that is left as it is.' }),
  changed: Type.Array(Type.String(), {
    description: 'As of a version; empty: it is as it was, and no version was made.',
  }),
  differences: Type.Array(SettingDifference),
  notes: Type.Array(Type.String(), { description: 'What nobody could say, in sentences; it was saved all the same.' }),
  tests: Type.Array(
    Type.Object({
      lineId: Type.String(),
      test: Type.Union([LineTest, Type.Null()], { description: 'Null: it is still under way, and kept when it ends.' }),
    }),
    { description: 'Of each line that was changed, after at most ten seconds. It is saved although its test failed.' },
  ),
})
export type SettingsChanged = Static<typeof SettingsChanged>
