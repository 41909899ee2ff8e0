import { IsObject, type TObject } from 'typebox'
import { placeOfUrl } from '../reach/place-of-url.ts'
import { plainHost } from '../reach/plain-host.ts'
import type { Place } from '../reach/place.ts'

/** A member of a line's settings that is connected to, such as `smtp.host`; `place` is null where it names none. */
export interface NamedPlace {
  path: string
  text: string
  place: Place | null
  /** Nobody has chosen it: the provider's own, as its description says. */
  isUsual: boolean
}

/** Everything in a line's settings that is connected to, by what the provider's description says of its members. */
export function placesNamed(schema: TObject, settings: unknown, path = ''): NamedPlace[] {
  if (typeof settings !== 'object' || settings === null) return []
  const values = new Map<string, unknown>(Object.entries(settings))
  return Object.entries(schema.properties).flatMap(([name, member]): NamedPlace[] => {
    const value = values.get(name) ?? ('default' in member ? member.default : undefined)
    if (IsObject(member)) return placesNamed(member, value, `${path}${name}.`)
    if (!('address' in member) || typeof value !== 'string') return []
    const place = placeOf(member.address, value, values.get('port') ?? portOf(schema))
    return [{ path: `${path}${name}`, text: value, place, isUsual: 'default' in member && member.default === value }]
  })
}

function placeOf(kind: unknown, value: string, port: unknown): Place | null {
  if (kind === 'smtp' || kind === 'imap') {
    const host = plainHost(value)
    return host === null || typeof port !== 'number' ? null : { kind, host, port }
  }
  const url = URL.parse(value)
  return url && placeOfUrl(url)
}

function portOf({ properties: { port } }: TObject): unknown {
  return port && 'default' in port ? port.default : undefined
}
