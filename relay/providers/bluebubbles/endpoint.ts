import type { Line } from '../provider.ts'
import { vendorUrl } from '../vendor-url.ts'
import type { BlueBubblesSettings } from './settings.ts'

/** A route of the server's API. The password travels in the query: BlueBubbles knows no other way. */
export function endpoint(line: Line<BlueBubblesSettings>, path: string, query: Record<string, string> = {}): URL {
  const { url, password } = line.settings
  return vendorUrl(url, `/api/v1${path}`, { ...query, password })
}
