import type { Line } from '../provider.ts'
import { vendorUrl } from '../vendor-url.ts'
import type { TucoSettings } from './settings.ts'

/** Where a call to Tuco goes and what it carries. A body makes it a POST. */
export function tucoRequest(
  path: string,
  { settings }: Line<TucoSettings>,
  rest: { query?: Record<string, string>; body?: object } = {},
): { url: URL; request: RequestInit } {
  const headers: Record<string, string> = { authorization: `Bearer ${settings.apiKey}`, accept: 'application/json' }
  if (rest.body) headers['content-type'] = 'application/json'
  return {
    url: vendorUrl(settings.url ?? 'https://app.tuco.ai', path, rest.query),
    request: { method: rest.body ? 'POST' : 'GET', headers, ...(rest.body ? { body: JSON.stringify(rest.body) } : {}) },
  }
}
