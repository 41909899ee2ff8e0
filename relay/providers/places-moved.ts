import type { TObject } from 'typebox'
import { placesNamed, type NamedPlace } from './places-named.ts'

/**
 * Members of a line's settings that lead to another server, or another port of it, than they did before: whoever listens there has not been
 * given what the one before was.
 */
export function placesMoved(schema: TObject, before: unknown, now: unknown): NamedPlace[] {
  const led = new Map(placesNamed(schema, before).map((one) => [one.path, serverOf(one)]))
  return placesNamed(schema, now).filter((one) => led.get(one.path) !== serverOf(one))
}

function serverOf({ place, text }: NamedPlace): string {
  return place ? `${place.host.toLowerCase()} ${place.port}` : text
}
