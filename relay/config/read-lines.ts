import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { Invalid } from '../errors.ts'
import { LineConfig } from '../providers/line-config.ts'
import { readJson } from './read-json.ts'

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
