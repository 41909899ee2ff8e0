import { Document, visit } from 'yaml'
import { sections as known, type SectionValues } from '../../contract/settings/sections.ts'
import { inOrder } from './in-order.ts'

export interface Written {
  account: string
  version: number
  sections: Partial<SectionValues>
  /** Of every secret that is set, the line and the place in its settings. */
  secrets: readonly { line: string; place: string }[]
  /** Where the schema for editors is. */
  schemaUrl: string
}

/** The settings as a file that `settings plan` finds no difference in. In the place of each secret stands a reference to be filled in. */
export function writeSettingsFile(written: Written, form: 'yaml' | 'json'): string {
  const { account, version, sections, secrets, schemaUrl } = written
  const lines = sections.lines?.map((line) => ({
    ...line,
    settings: withReferences(line.settings, line.id, secrets),
  }))
  const said: Record<string, unknown> = { ...sections, ...(lines ? { lines } : {}) }
  const ordered = Object.entries(known).flatMap(([name, schema]) =>
    said[name] === undefined ? [] : [[name, inOrder(schema, said[name])]],
  )
  const value = { account, version, ...(Object.fromEntries(ordered) as typeof said) }
  if (form === 'json') return `${JSON.stringify({ $schema: schemaUrl, ...value }, null, 2)}\n`
  const document = new Document(value)
  document.commentBefore = [
    ` yaml-language-server: $schema=${schemaUrl}`,
    ` The settings of the HubSpot account ${account}. With the version that stands here the file overwrites nothing that is changed`,
    ' after that; without it, what is there. A secret is given by the variable that stands in its place, or by { fromFile: path };',
    ' one whose variable is not set stays as it is.',
  ].join('\n')
  visit(document, {
    // A reference is one thing, and reads as one.
    Map(_key, node) {
      if (node.items.length === 1 && node.has('fromEnv')) node.flow = true
    },
  })
  return document.toString({ lineWidth: 120 })
}

function withReferences(
  settings: Record<string, unknown>,
  line: string,
  secrets: Written['secrets'],
): Record<string, unknown> {
  const whole = structuredClone(settings)
  for (const secret of secrets) {
    if (secret.line !== line) continue
    const steps = secret.place.split('.')
    const last = steps.pop()!
    let at = whole
    for (const step of steps) at = (at[step] ??= {}) as Record<string, unknown>
    at[last] = { fromEnv: variableOf(line, secret.place) }
  }
  return whole
}

/** A name that says what it is for: SALES_SMS_AUTH_TOKEN. */
function variableOf(line: string, place: string): string {
  const words = `${line}_${place}`.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').replaceAll(/[^A-Za-z0-9]+/g, '_')
  return words.toUpperCase().replace(/^(?=[0-9])/, '_')
}
