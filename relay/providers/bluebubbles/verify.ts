import { Unverified } from '../../errors.ts'
import { isSecret } from '../is-secret.ts'
import { pathToken } from '../path-token.ts'
import type { Line, WebhookRequest } from '../provider.ts'
import type { BlueBubblesSettings } from './settings.ts'

/** BlueBubbles signs nothing: a webhook is believed when its path ends with the line's token. */
export function verify(request: WebhookRequest, line: Line<BlueBubblesSettings>): void {
  if (request.method !== 'POST') throw new Unverified('BlueBubbles posts its webhooks')
  const { webhookToken, previousWebhookToken } = line.settings
  if (!isSecret(pathToken(request.target), [webhookToken, previousWebhookToken])) {
    throw new Unverified('the token at the end of the path is wrong')
  }
}
