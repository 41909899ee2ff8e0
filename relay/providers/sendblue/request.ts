import type { Line } from '../provider.ts'
import { vendorUrl } from '../vendor-url.ts'
import type { SendblueSettings } from './settings.ts'

/** An address of Sendblue's API and what a request to it bears; with a body it is a POST. */
export function request(
  line: Line<SendblueSettings>,
  path: string,
  options: { query?: Record<string, string>; body?: object } = {},
): [URL, RequestInit] {
  const { url = 'https://api.sendblue.com', keyId, secretKey } = line.settings
  const headers = { 'sb-api-key-id': keyId, 'sb-api-secret-key': secretKey }
  const { query = {}, body } = options
  const posted = body && {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }
  return [vendorUrl(url, path, query), posted ?? { headers }]
}
