import type { Line } from '../provider.ts'
import { vendorUrl } from '../vendor-url.ts'
import type { ChertSettings } from './settings.ts'

/** Where a call to Chert goes and what it carries. A body makes it a POST. */
export function chertRequest(
  path: string,
  { settings }: Line<ChertSettings>,
  rest: { query?: Record<string, string>; body?: object } = {},
): { url: URL; request: RequestInit } {
  const headers: Record<string, string> = {
    authorization: `Bearer ${settings.signingSecret}`,
    accept: 'application/json',
    ...(settings.tenant === undefined ? {} : { 'x-chert-tenant': settings.tenant }),
    ...(rest.body ? { 'content-type': 'application/json' } : {}),
  }
  return {
    url: vendorUrl(settings.url ?? 'https://console.trychert.com/api/v1', path, rest.query),
    request: { method: rest.body ? 'POST' : 'GET', headers, ...(rest.body ? { body: JSON.stringify(rest.body) } : {}) },
  }
}
