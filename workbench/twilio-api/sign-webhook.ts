import { createHmac } from 'node:crypto'

/** Headers of a webhook of Twilio's: the address as it was given, then each parameter sorted by name, under SHA-1. */
export function signTwilioWebhook(token: string, { url, body }: { url: string; body: string }): Record<string, string> {
  const address = new URL(url)
  if (address.protocol === 'https:') address.port = ''
  const pairs = [...new URLSearchParams(body)].sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
  const signed = address.href + pairs.map((pair) => pair.join('')).join('')
  return {
    'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
    'user-agent': 'TwilioProxy/1.1',
    'x-twilio-signature': createHmac('sha1', token).update(signed, 'utf8').digest('base64'),
  }
}
