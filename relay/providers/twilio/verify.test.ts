import { expect, test } from 'vitest'
import { signTwilioWebhook } from '../../../workbench/twilio-api/sign-webhook.ts'
import { Unverified } from '../../errors.ts'
import type { Line, WebhookRequest } from '../provider.ts'
import type { TwilioSettings } from './settings.ts'
import { verify } from './verify.ts'

const line = (callbackUrl: string, authToken = '12345'): Line<TwilioSettings> => ({
  portalId: '62515',
  id: 'sales',
  label: 'Sales',
  channel: 'sms',
  address: '+14155550100',
  callbackUrl,
  settings: { accountSid: `AC${'0'.repeat(32)}`, authToken },
})

function request(target: string, body: string, headers: Record<string, string>): WebhookRequest {
  return { origin: 'webhook', method: 'POST', target, headers, body: Buffer.from(body) }
}

test.each([
  ['+14158675309', 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
  ['+12349013030', '0/KCTR6DLpKmkAf8muzZqo1nDgQ='],
])("Twilio's published example for %s is genuine", (number, signature) => {
  const body = new URLSearchParams({
    CallSid: 'CA1234567890ABCDE',
    Caller: number,
    Digits: '1234',
    From: number,
    To: '+18005551212',
  }).toString()
  const example = line('https://mycompany.com/myapp.php')
  const target = '/myapp.php?foo=1&bar=2'
  expect(() => verify(request(target, body, { 'x-twilio-signature': signature }), example)).not.toThrow()
  expect(() => verify(request(target, `${body}&New=1`, { 'x-twilio-signature': signature }), example)).toThrow(
    Unverified,
  )
})

test('a port that HTTPS leaves out of the signature, a proxy that takes a prefix away, and new parameters do not matter', () => {
  const body = 'MessageSid=SM1&SomethingNew=%C3%BC+%26&Body='
  const headers = signTwilioWebhook('12345', { url: 'https://relay.example:8443/homing/webhooks/1/sales?a=1', body })
  expect(() =>
    verify(request('/webhooks/1/sales?a=1', body, headers), line('https://relay.example:8443/homing/webhooks/1/sales')),
  ).not.toThrow()
})

test('a form that nobody signed costs no more than its length, however many names are in it', () => {
  const target = '/webhooks/1/sales'
  const names = Array.from({ length: 200_000 }, (_, nth) => `n${nth}`)
  for (const body of [names.join('&'), names.map(() => 'n').join('&'), '&'.repeat(1_000_000)]) {
    const unsigned = request(target, body, { 'x-twilio-signature': 'AAAA' })
    expect(() => verify(unsigned, line(`https://relay.example${target}`))).toThrow(Unverified)
  }
})
