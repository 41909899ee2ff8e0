import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { Channel } from '../contract/channel.ts'
import { HubSpotId } from '../contract/contact.ts'
import { Invalid } from './errors.ts'
import { readJson } from './read-json.ts'

/**
 * One line as the admin writes it; `settings` are checked by the provider. `portalId` is the HubSpot account it belongs
 * to, where that is not the private one.
 */
export const LineConfig = Type.Object(
  {
    id: Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' }),
    label: Type.String({ minLength: 1, maxLength: 80 }),
    provider: Type.String(),
    channel: Channel,
    address: Type.String({ minLength: 3, maxLength: 320 }),
    settings: Type.Record(Type.String(), Type.Unknown()),
    portalId: Type.Optional(HubSpotId),
  },
  { additionalProperties: false },
)
export type LineConfig = Static<typeof LineConfig>

/** The lines of `LINES` or `LINES_FILE`; what is wrong with them is added to the mistakes. */
export function readLines(
  env: Record<string, string | undefined>,
  mistakes: string[],
  checkLine: (line: LineConfig) => void,
): LineConfig[] {
  const read = readJson(env, 'LINES', mistakes)
  if (!read) {
    if (mistakes.every((one) => !one.startsWith('LINES'))) {
      mistakes.push('LINES (or LINES_FILE) is missing: a JSON array of the lines messages leave by.')
    }
    return []
  }
  const { value } = read
  const schema = Type.Array(LineConfig, { minItems: 1, maxItems: 500 })
  if (!Value.Check(schema, value)) {
    for (const error of Value.Errors(schema, value).slice(0, 10)) {
      mistakes.push(`LINES${error.instancePath.replaceAll('/', '.')} ${error.message}.`)
    }
    return []
  }
  const ids = value.map(({ id, portalId }) => `"${id}"${portalId ? ` for the account ${portalId}` : ''}`)
  for (const id of new Set(ids.filter((one, index) => ids.indexOf(one) !== index))) {
    mistakes.push(`LINES has two lines with the id ${id}.`)
  }
  for (const line of value) {
    try {
      checkLine(line)
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      mistakes.push(`LINES, line "${line.id}": ${error.message}`)
    }
  }
  return value
}
