import type { Line } from '../provider.ts'
import { vendorUrl } from '../vendor-url.ts'
import type { LinqSettings } from './settings.ts'

/** Where a call to Linq goes and what it carries. `path` begins after the version; a body makes it a POST. */
export function linqRequest(
  path: string,
  { settings }: Line<LinqSettings>,
  rest: { query?: Record<string, string>; body?: object; idempotencyKey?: string } = {},
): { url: URL; request: RequestInit } {
  const headers: Record<string, string> = { authorization: `Bearer ${settings.apiToken}`, accept: 'application/json' }
  if (rest.idempotencyKey !== undefined) headers['idempotency-key'] = rest.idempotencyKey
  if (rest.body) headers['content-type'] = 'application/json'
  return {
    url: vendorUrl(settings.url ?? 'https://api.linqapp.com/api/partner', `/v3${path}`, rest.query),
    request: { method: rest.body ? 'POST' : 'GET', headers, ...(rest.body ? { body: JSON.stringify(rest.body) } : {}) },
  }
}
