import { createHash, timingSafeEqual } from 'node:crypto'
import { Unverified } from '../../errors.ts'
import type { Line, WebhookRequest } from '../provider.ts'
import type { KannelSettings } from './settings.ts'

/** Kannel signs nothing: whoever knows the token at the end of the path is believed, whatever the query and body say. */
export function verify(request: WebhookRequest, line: Line<KannelSettings>): void {
  if (request.method !== 'GET' && request.method !== 'POST') throw new Unverified('Kannel uses GET and POST only')
  const [path = ''] = request.target.split('?', 1)
  const given = digest(path.split('/').at(-1) ?? '')
  const { webhookToken, previousWebhookToken } = line.settings
  let genuine = false
  for (const token of [webhookToken, previousWebhookToken]) {
    if (token !== undefined && timingSafeEqual(given, digest(token))) genuine = true
  }
  if (!genuine) throw new Unverified('the token at the end of the path is not this line’s')
}

/** Of one length for every token, as the comparison needs. */
function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
