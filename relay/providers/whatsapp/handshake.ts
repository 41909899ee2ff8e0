import { Unverified } from '../../errors.ts'
import { isSecret } from '../is-secret.ts'
import type { Line, WebhookRequest } from '../provider.ts'
import type { WhatsAppSettings } from './settings.ts'

/** Meta asks once, with the word that both sides know; the answer is its challenge and nothing else. */
export function handshake(request: WebhookRequest, line: Line<WhatsAppSettings>): string {
  const query = new URLSearchParams(request.target.split('?', 2)[1])
  if (query.get('hub.mode') !== 'subscribe') throw new Unverified('this is no question of Meta')
  if (!isSecret(query.get('hub.verify_token') ?? '', [line.settings.verifyToken])) {
    throw new Unverified('the verify token is another')
  }
  const challenge = query.get('hub.challenge') ?? ''
  // It is given back as it came, so it must be nothing that a browser could run.
  if (!/^[A-Za-z0-9_.-]{1,200}$/.test(challenge)) throw new Unverified('the challenge is malformed')
  return challenge
}
