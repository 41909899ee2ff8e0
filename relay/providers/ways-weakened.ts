import { IsObject, type TObject } from 'typebox'
import { placesNamed } from './places-named.ts'

/**
 * Members of a line's settings, dotted, by which its server is reached in a weaker way than before: where others read along, or where
 * nobody proves to be that server. A description names such values of a member as `weak`; http is weaker than https.
 */
export function waysWeakened(schema: TObject, before: unknown, now: unknown): string[] {
  const was = new Set(weakWays(schema, before))
  return weakWays(schema, now).filter((path) => !was.has(path))
}

function weakWays(schema: TObject, settings: unknown): string[] {
  const plain = placesNamed(schema, settings).filter(({ place }) => place?.kind === 'http')
  return [...plain.map(({ path }) => path), ...weakMembers(schema, settings)]
}

function weakMembers(schema: TObject, settings: unknown, path = ''): string[] {
  const values = new Map<string, unknown>(Object.entries(settings ?? {}))
  return Object.entries(schema.properties).flatMap(([name, member]): string[] => {
    const value = values.get(name) ?? ('default' in member ? member.default : undefined)
    if (IsObject(member)) return weakMembers(member, value, `${path}${name}.`)
    const isWeak = 'weak' in member && Array.isArray(member.weak) && member.weak.includes(value)
    return isWeak ? [`${path}${name}`] : []
  })
}
