import type { TObject } from 'typebox'
import { secretPlaces } from './secret-places.ts'

/**
 * The whole settings of a line: the open part that `splitSecrets` made, with these secrets in their places. A secret whose
 * object is gone (`imap.password` where there is no `imap` any more) goes with it, and so does one that the description no longer knows.
 * What is not checked yet is not believed: `readSettings` says whether the whole is right. The input stays as it is.
 */
export function joinSecrets(
  schema: TObject,
  open: Readonly<Record<string, unknown>>,
  secrets: ReadonlyMap<string, unknown>,
): Record<string, unknown> {
  const whole = structuredClone(open) as Record<string, unknown>
  for (const { place, path } of secretPlaces(schema)) {
    const secret = secrets.get(place)
    if (secret === undefined || secret === null) continue
    const holder = path
      .slice(0, -1)
      .reduce<unknown>((held, name) => (held as Record<string, unknown> | undefined)?.[name], whole)
    if (typeof holder === 'object' && holder !== null && !Array.isArray(holder)) {
      ;(holder as Record<string, unknown>)[path.at(-1)!] = secret
    }
  }
  return whole
}
