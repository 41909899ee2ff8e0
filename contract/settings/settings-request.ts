import { Type, type Static } from 'typebox'
import { ConnectionReport } from '../connection.ts'
import { ConnectionTestReport } from '../connection-test.ts'
import { HubSpotId } from '../contact.ts'
import { LineTest } from '../lines.ts'
import { editedVersion, keepMinutes, ofAccount, reasonWhy, SettingDifference, SettingsVersion } from './change.ts'
import { sections } from './sections.ts'

const closed = { additionalProperties: false }

const timeZone = Type.Union([Type.String(), Type.Null()], { description: 'In which the account is told times.' })

/**
 * Sections by name, each as its schema says. `component`: `/openapi.json` shows these schemas in its place; here any section may stand, so
 * that everything that is wrong with all of them is told at once, and by whoever knows the lines' providers.
 */
const sectionsByName = (description: string) =>
  Type.Record(Type.String(), Type.Unknown(), { description, component: 'settings' })

const SectionsByName = sectionsByName(
  `By name: ${Object.keys(sections).join(', ')}; null where it is not set. No secret is in them.`,
)

/** A secret of a line, as far as anybody is told. Times are ISO 8601. */
const SecretStanding = Type.Object({
  name: Type.String({ description: '`line/<id>/<place in the settings>`.' }),
  since: Type.String(),
  by: Type.String(),
  previousUntil: Type.Union([Type.String(), Type.Null()], {
    description: 'Until when the value before is valid, too, for what comes in; null: it is not.',
  }),
})

/** `POST …/settings`: what an account has configured. */
export const ReadSettingsRequest = Type.Object({ portalId: ofAccount }, closed)
export const ReadSettingsResponse = Type.Object({
  portalId: HubSpotId,
  version: Type.Integer({ description: 'To be named when it is edited; 0: nothing was saved yet.' }),
  newest: Type.Union([SettingsVersion, Type.Null()]),
  sections: SectionsByName,
  ordinary: sectionsByName('What holds where a section is not set.'),
  timeZone,
  secrets: Type.Array(SecretStanding),
  tests: Type.Record(Type.String(), ConnectionTestReport, {
    description: 'What the newest test found, of `hubspot` and of each line (`line/<id>`) that was ever tested.',
  }),
  inEnvironment: Type.Boolean({
    description: 'Its lines stand in LINES still, and are in force until a version is saved.',
  }),
  file: Type.Union(
    [
      Type.Object({
        name: Type.String({ description: 'Its path where the relay runs.' }),
        mistakes: Type.Array(Type.String(), {
          description: 'What is wrong with it, in sentences: what counted before still counts.',
        }),
      }),
      Type.Null(),
    ],
    { description: 'The file that says all of this, where whoever runs the relay keeps settings in files.' },
  ),
  mayChange: Type.Boolean(),
  whyNot: Type.Union([Type.String(), Type.Null()], { description: 'Why whoever asks may not change them.' }),
})
export type ReadSettingsResponse = Static<typeof ReadSettingsResponse>

/** `POST …/settings/test`: HubSpot and all lines are asked now, or one line. */
export const TestSettingsRequest = Type.Object(
  { portalId: ofAccount, lineId: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' })) },
  closed,
)
export const TestSettingsResponse = Type.Object({
  hubspot: Type.Union([ConnectionReport, Type.Null()], { description: 'Null where one line was asked for.' }),
  tests: Type.Array(LineTest),
})
export type TestSettingsResponse = Static<typeof TestSettingsResponse>

/** `POST …/settings/save`: sections that are to be different. The answer is `SettingsChanged`. */
export const SaveSettingsRequest = Type.Object(
  {
    portalId: ofAccount,
    version: editedVersion,
    sections: sectionsByName(
      'By name; null: as if it had never been set; absent: as it is. Secrets stand in the settings of their lines: left out they stay as they are, null removes one.',
    ),
    reason: reasonWhy,
    keepMinutes,
    trial: Type.Optional(Type.Boolean({ description: 'Nothing is saved; the answer says what would change.' })),
  },
  closed,
)

/** `POST …/settings/versions`: who changed what, the newest first. */
export const SettingsVersionsRequest = Type.Object(
  {
    portalId: ofAccount,
    before: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'Those older than this one.' }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: 'Absent: 50.' })),
  },
  closed,
)
export const SettingsVersionsResponse = Type.Object({ versions: Type.Array(SettingsVersion), timeZone })
export type SettingsVersionsResponse = Static<typeof SettingsVersionsResponse>

/** `POST …/settings/version`: a version, and what is different from another. */
export const SettingsVersionRequest = Type.Object(
  {
    portalId: ofAccount,
    version: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
    against: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 2_147_483_647, description: 'Absent: the one before; 0: nothing at all.' }),
    ),
  },
  closed,
)
export const SettingsVersionResponse = Type.Object({
  made: SettingsVersion,
  timeZone,
  digest: Type.String({ description: 'Of all sections; the audit log has the same.' }),
  sections: SectionsByName,
  against: Type.Integer(),
  differences: Type.Array(SettingDifference),
})
export type SettingsVersionResponse = Static<typeof SettingsVersionResponse>

/** `POST …/settings/rollback`: all sections as a version had them. Secrets stay as they are now. The answer is `SettingsChanged`. */
export const RollbackSettingsRequest = Type.Object(
  {
    portalId: ofAccount,
    version: editedVersion,
    to: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
    secrets: Type.Optional(
      Type.Record(Type.String(), Type.String({ maxLength: 20_000 }), {
        description: 'By name, for lines that come back and whose secrets are gone.',
      }),
    ),
    reason: reasonWhy,
    trial: Type.Optional(Type.Boolean({ description: 'Nothing is saved; the answer says what would change.' })),
  },
  closed,
)

/** `POST …/settings/rotate`: another value of a secret. The answer is `SettingsChanged`. */
export const RotateSecretRequest = Type.Object(
  {
    portalId: ofAccount,
    version: editedVersion,
    name: Type.String({ minLength: 1, maxLength: 300, description: '`line/<id>/<place in the settings>`.' }),
    value: Type.String({ minLength: 1, maxLength: 20_000 }),
    keepMinutes,
    reason: reasonWhy,
  },
  closed,
)
