import { Type, type Static } from 'typebox'
import { SettingDifference, SettingMistake, SettingsVersion } from './settings/change.ts'

/** The one shape of every refusal: RFC 9457 problem details with a stable code. Served as `application/problem+json`. */
export const Problem = Type.Object(
  {
    type: Type.String({ description: 'A URN that names the kind of problem, `urn:homing:problem:<code>`.' }),
    title: Type.String({ description: 'The HTTP status in words.' }),
    status: Type.Integer({ description: 'The HTTP status.' }),
    code: Type.String({ description: 'Stable snake_case name of the problem; safe to branch on.' }),
    detail: Type.String({ description: 'What happened and what to do, for a person.' }),
    retryable: Type.Boolean({ description: 'True when the same request may succeed later.' }),
    traceId: Type.String({ description: 'Finds this request in the log.' }),
    mistakes: Type.Optional(
      Type.Array(SettingMistake, { description: 'Everything that is wrong with what was sent, at once.' }),
    ),
    version: Type.Optional(Type.Integer({ description: 'Of settings that changed meanwhile, the newest version.' })),
    meanwhile: Type.Optional(
      Type.Array(SettingsVersion, { description: 'Versions that changed the same meanwhile, the newest first.' }),
    ),
    differences: Type.Optional(Type.Array(SettingDifference, { description: 'What they made of what was edited.' })),
  },
  { description: 'Why a request was refused.' },
)
export type Problem = Static<typeof Problem>
