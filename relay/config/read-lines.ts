import { Type } from 'typebox'
import { Invalid } from '../errors.ts'
import { LineConfig } from '../providers/line-config.ts'
import { schemaMistakes } from '../schema-mistakes.ts'
import { readJson } from './read-json.ts'

/** The lines of `LINES` or `LINES_FILE`, none where neither is set; what is wrong with them is added to the mistakes. */
export function readLines(
  env: Record<string, string | undefined>,
  mistakes: string[],
  checkLine: (line: LineConfig) => void,
): LineConfig[] {
  const read = readJson(env, 'LINES', mistakes)
  if (!read) return []
  const { value } = read
  const list = schemaMistakes(Type.Array(Type.Unknown(), { maxItems: 500 }), value)
  if (list.length > 0 || !Array.isArray(value)) {
    mistakes.push(...list.map(({ words }) => `LINES ${words}.`))
    return []
  }
  // One that is wrong in one respect is asked about the others all the same; the relay does not start with it.
  const lines = (value as unknown[]).map((line, index) => ({ line: line as LineConfig, wrong: wrongIn(line, index) }))
  mistakes.push(...lines.flatMap(({ wrong }) => wrong.map(({ where, words }) => `${where} ${words}.`)))
  const named = lines.flatMap(({ line }) => (typeof line?.id === 'string' ? [line] : []))
  const ids = named.map(({ id, portalId }) => `"${id}"${portalId ? ` for the account ${portalId}` : ''}`)
  for (const id of new Set(ids.filter((one, index) => ids.indexOf(one) !== index))) {
    mistakes.push(`LINES has two lines with the id ${id}.`)
  }
  for (const { line, wrong } of lines) {
    if (wrong.some(({ member }) => ['', 'id', 'provider', 'settings'].includes(member))) continue
    try {
      checkLine(line)
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      mistakes.push(`LINES, line "${line.id}": ${error.message}`)
    }
  }
  return named
}

/** Of members whose form is not to be guessed. */
const forms: Record<string, string> = {
  id: 'must be letters, digits, _ and -, 64 at most',
  portalId: 'must be the id of a HubSpot account, which is digits',
}

/** What is wrong with a line as far as the schema knows, and with which member; '' is the line itself. */
function wrongIn(line: unknown, index: number): { member: string; where: string; words: string }[] {
  return schemaMistakes(LineConfig, line).map(({ path, words }) => ({
    member: path.split('.')[0] ?? '',
    where: `LINES.${index}${path && `.${path}`}`,
    words: words.includes('expected form') ? (forms[path] ?? words) : words,
  }))
}
