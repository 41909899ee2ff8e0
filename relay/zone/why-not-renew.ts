import { openZones, type Zones } from './open-zones.ts'

/** Why this source may not take the place of what there is: it is older, cannot be read, or lacks a zone. Null: it may. */
export function whyNotRenew(text: string, before: Zones): string | null {
  try {
    const after = openZones(text)
    if (after.version < before.version) return `They are of ${after.version}, which is older than ${before.version}.`
    const gone = before.names.filter((name) => after.nameOf(name) === null)
    if (gone.length > 0) return `They lack zones that somebody may be using: ${gone.slice(0, 10).join(', ')}.`
    for (const name of after.names) after.offsetAt(name, 0)
    return null
  } catch (error) {
    if (error instanceof Error) return error.message
    throw error
  }
}
