/** IANA's source in the form that `zic` reads and systems keep as `tzdata.zi`, by lines that nobody has looked into yet. */
export interface ZoneSource {
  /** The release, such as 2026f. */
  version: string
  /** The lines of each zone, the oldest first: what it counted by, each until the next. */
  zones: ReadonlyMap<string, readonly string[]>
  /** The lines of each set of rules. */
  rules: ReadonlyMap<string, readonly string[]>
  /** Other names of zones, each with the name that it stands for. */
  links: ReadonlyMap<string, string>
}

/** Throws where the text is no such source, or does not say which release it is of. */
export function readZoneSource(text: string): ZoneSource {
  const version = /^# version (\d{4}[a-z]+)/.exec(text)?.[1]
  if (version === undefined)
    throw new Error('These are no zone data in the form of tzdata.zi: the first line says no version.')
  const zones = new Map<string, string[]>()
  const rules = new Map<string, string[]>()
  const links = new Map<string, string>()
  let lines: string[] | undefined
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue
    const [kind, name = '', ...rest] = line.split(' ')
    if (kind === 'R') {
      const known = rules.get(name) ?? []
      rules.set(name, known)
      known.push(rest.join(' '))
    } else if (kind === 'L') links.set(rest[0] ?? '', name)
    else if (kind === 'Z') zones.set(name, (lines = [rest.join(' ')]))
    else if (lines) lines.push(line)
    else throw new Error(`These are no zone data in the form of tzdata.zi: "${line.slice(0, 80)}" belongs to no zone.`)
  }
  return { version, zones, rules, links }
}
