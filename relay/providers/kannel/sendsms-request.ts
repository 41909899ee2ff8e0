import { Permanent } from '../../errors.ts'
import type { Line } from '../provider.ts'
import type { KannelSettings } from './settings.ts'

/**
 * One request to sendsms. Posted with headers rather than asked for with a query, so that neither the password nor the
 * text stands in an address, which every server on the way may log.
 */
export function sendsmsRequest(
  line: Line<KannelSettings>,
  fields: Record<string, string>,
  text: string,
): { url: URL; request: RequestInit } {
  const { url, username, password } = line.settings
  if (!URL.canParse(url)) {
    throw new Permanent('provider_url_wrong', 'The address of sendsms is no address.', { blame: 'line' })
  }
  const headers = {
    'content-type': 'text/plain; charset=UTF-8',
    'x-kannel-username': username,
    'x-kannel-password': password,
    ...fields,
  }
  return { url: new URL(url), request: { method: 'POST', headers, body: text } }
}
