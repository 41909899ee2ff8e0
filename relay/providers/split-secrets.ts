import type { TObject } from 'typebox'
import { secretPlaces } from './secret-places.ts'

/** A line's settings in two: what may be shown, and the secrets by place, such as `smtp.password`. */
export interface SplitSettings {
  open: Record<string, unknown>
  /** As given, also where it is no text: that is told when the whole is checked. `null` takes a secret away. */
  secrets: ReadonlyMap<string, unknown>
}

/**
 * Parts a line's settings from their secrets. What the provider's description does not know stays in the open part, so that
 * whoever checks it tells of it; nothing may be stored or shown before that. `joinSecrets` is the way back. The input stays as it is.
 */
export function splitSecrets(schema: TObject, settings: Readonly<Record<string, unknown>>): SplitSettings {
  const open = structuredClone(settings) as Record<string, unknown>
  const secrets = new Map<string, unknown>()
  for (const { place, path } of secretPlaces(schema)) {
    const holder = path.slice(0, -1).reduce<unknown>(within, open)
    const name = path.at(-1)!
    if (!isHolder(holder) || !Object.hasOwn(holder, name)) continue
    if (holder[name] !== undefined) secrets.set(place, holder[name])
    delete holder[name]
  }
  return { open, secrets }
}

function within(holder: unknown, name: string): unknown {
  return isHolder(holder) && Object.hasOwn(holder, name) ? holder[name] : undefined
}

function isHolder(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
