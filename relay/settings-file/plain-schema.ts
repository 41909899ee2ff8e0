/** JSON Schema without anything that only we know. */
export type Plain = { [name: string]: unknown }

/** How what only we know is said in it. */
export interface PlainWays {
  /** A secret, of which `form` is what its value must be. */
  secret: (form: Plain) => Plain
  /** A text, where it may be written in another way, too. */
  text?: (text: Plain) => Plain
}

/** A schema of ours as JSON Schema. Secrets are never required, because one that is stored stays. */
export function plainSchema(schema: object, ways: PlainWays): Plain {
  return shown(JSON.parse(JSON.stringify(schema)), ways) as Plain
}

const marks = new Set(['secret', 'guards'])

function shown(part: unknown, ways: PlainWays): unknown {
  if (Array.isArray(part)) return part.map((one) => shown(one, ways))
  if (typeof part !== 'object' || part === null) return part
  // A setting may be called so as well, and is no mark.
  const said = Object.entries(part).filter(([name, one]) => !(marks.has(name) && one === true))
  const rest: Plain = Object.fromEntries(said)
  if ('secret' in part && part.secret === true) {
    const { title, description, ...form } = rest
    return { title, description, ...ways.secret(form) }
  }
  if (rest.type === 'string' && ways.text) return ways.text(rest)
  const members = Object.fromEntries(said.map(([name, one]) => [name, shown(one, ways)]))
  const { required, properties } = part as { required?: string[]; properties?: Record<string, Plain> }
  if (!required || !properties) return members
  const asked = required.filter((name) => properties[name]?.secret !== true)
  return { ...members, required: asked }
}
