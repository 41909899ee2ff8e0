import type { Line } from '../provider.ts'
import { vendorUrl } from '../vendor-url.ts'
import type { WhatsAppSettings } from './settings.ts'

/** Where things are in Meta's Graph, and how to prove that we may use them. */
export function graph(line: Line<WhatsAppSettings>): {
  url(path: string, query?: Readonly<Record<string, string>>): URL
  authorization: string
} {
  const { accessToken, apiUrl = 'https://graph.facebook.com', apiVersion = 'v23.0' } = line.settings
  return {
    url: (path, query = {}) => vendorUrl(apiUrl, `/${apiVersion}${path}`, query),
    authorization: `Bearer ${accessToken}`,
  }
}
