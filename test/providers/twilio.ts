import type { Line, Received } from '../../relay/providers/provider.ts'
import { twilioRefusal } from '../../workbench/twilio-api/take-message.ts'
import { createTwilioApi } from '../../workbench/twilio-api/twilio-api.ts'
import { closedPort } from './closed-port.ts'
import type { ProviderDescriptor, World } from './descriptor.ts'
import { openProxy } from './proxy.ts'
import { vendorFault, type VendorWords } from './vendor-fault.ts'

const number = '+14155550100'
const accountSid = `AC${'0a1b2c3d'.repeat(4)}`
const authToken = '5f4dcc3b5aa765d61d8327deb882cf99'

const words: VendorWords = {
  throttled: (seconds) => ({
    ...twilioRefusal(429, 20429, 'Too Many Requests'),
    ...(seconds === undefined ? {} : { headers: { 'retry-after': String(seconds) } }),
  }),
  refused: twilioRefusal(400, 21614, "'To' number is not a valid mobile number"),
  failed: twilioRefusal(500, 20500, 'Internal Server Error'),
}

/** A status callback about a message of the line. */
function reported(parameters: Record<string, string>): Received {
  const form = new URLSearchParams({ MessageSid: `SM${'1'.repeat(32)}`, From: number, ...parameters })
  return { origin: 'webhook', headers: {}, body: Buffer.from(form.toString()) }
}

/** A message of a person without text. */
function written(parameters: Record<string, string>): Received {
  const form = new URLSearchParams({ MessageSid: `SM${'1'.repeat(32)}`, From: '+14155561001', Body: '', ...parameters })
  return { origin: 'webhook', headers: {}, body: Buffer.from(form.toString()) }
}

export const descriptor: ProviderDescriptor = {
  start,
  impossible: {},
  also: ['answerSends', 'writeOdd', 'writeElsewhere'],
  page: 100,
  certainAfter: 25 * 3_600_000,
  webhooks: {
    covers: { body: true, time: false, target: true },
    without: ({ headers, ...request }) => {
      const { 'x-twilio-signature': _, ...others } = headers
      return [{ ...request, headers: others }]
    },
    otherSecret: (line) =>
      withSettings(line, { authToken: 'another-auth-token', previousAuthToken: 'one-more-auth-token' }),
    rotating: (line) => withSettings(line, { authToken: 'the-new-auth-token', previousAuthToken: authToken }),
  },
  writtenSigns: true,
  contents: [
    { delivery: written({ Latitude: '37.78', Longitude: '-122.39', Label: 'Cafe' }), words: /Cafe\n37\.78, -122\.39/ },
    { delivery: written({ ButtonPayload: 'yes-please' }), words: /yes-please/ },
    { delivery: written({ InteractiveData: '{"date":"2026-12-01"}' }), words: /2026-12-01/ },
    { delivery: written({ MessageType: 'hologram' }), words: /hologram/ },
    { delivery: written({}), words: /without text/ },
  ],
  codes: {
    mean: {
      30005: 'address',
      21614: 'address',
      21610: 'opted_out',
      63014: 'opted_out',
      20003: 'line',
      30002: 'line',
      30024: 'line',
      30033: 'line',
      30034: 'line',
      30040: 'line',
      30042: 'line',
      63020: 'line',
      63051: 'line',
      21612: 'pair',
      30004: 'pair',
      30003: 'message',
      30007: 'message',
      30001: 'not now',
      30022: 'not now',
      30023: 'not now',
      30027: 'not now',
      63018: 'not now',
      63038: 'not now',
      39999: 'unknown',
    },
    answer: (code) => twilioRefusal(400, Number(code), 'Because.'),
    delivery: (code) => reported({ MessageStatus: 'undelivered', ErrorCode: code }),
  },
  statuses: {
    become: {
      accepted: 'sending',
      scheduled: 'sending',
      queued: 'sending',
      sending: 'sending',
      sent: 'sent',
      partially_delivered: 'sent',
      delivered: 'delivered',
      read: 'read',
      undelivered: 'undelivered',
      failed: 'failed',
      canceled: 'failed',
      received: 'ignored',
      receiving: 'ignored',
    },
    delivery: (word) => reported({ MessageStatus: word }),
  },
}

async function start(callbackUrl: string, at = 'contract'): Promise<World> {
  // Twilio's history counts whole seconds; here all is in one, so that nothing is told apart by its time alone.
  const started = new Date(Math.floor(Date.now() / 1000) * 1000)
  const now = at === 'relay' ? () => new Date() : () => started
  // The relay's own door says when something came, and its public address is the one that is signed.
  const proxy = at === 'relay' ? null : await openProxy(callbackUrl, now)
  const smsUrl = proxy?.url ?? callbackUrl
  const api = createTwilioApi({ accountSid, authToken, number, smsUrl, now })
  const apiUrl = await api.vendor.listen()
  const line: Line = {
    portalId: '62515',
    id: 'sales',
    label: 'Sales',
    channel: 'sms',
    address: number,
    callbackUrl: smsUrl,
    settings: { accountSid, authToken, apiUrl },
  }
  const dead = `http://127.0.0.1:${await closedPort()}`
  return {
    line,
    deadLine: withSettings(line, { apiUrl: dead }),
    person: (n) => `+1415556${String(1000 + n)}`,
    arrived: () =>
      api
        .messages()
        .filter(({ direction }) => direction === 'outbound-api')
        .map(({ sid, from, to, body, media }) => ({
          providerId: sid,
          from,
          to,
          body,
          ...(media.length > 0 ? { files: media.map(({ source: url }) => ({ url })) } : {}),
        })),
    misbehave: (how) => api.vendor.misbehave(vendorFault(how, words)),
    behave: () => api.vendor.misbehave(),
    struck: () => api.vendor.struck() > 0,
    answerSends: (answer) => api.vendor.misbehave({ mode: 'fail', after: true, answer }),
    writeOdd: () => {
      api.odd.push(
        { surprise: [{}] },
        { sid: `SM${'2'.repeat(32)}`, from: null, to: number, direction: 'inbound' },
        null,
      )
    },
    writeElsewhere: ({ to, body }) => {
      api.sendElsewhere({ to, body })
    },
    write: ({ from, body }) => {
      api.write({ from, body })
    },
    writeFile: (from) => {
      api.write({ from, body: '', media: [{ contentType: 'image/jpeg' }] })
    },
    echo: ({ body }) => {
      api.write({ from: number, body })
    },
    settle: ({ providerId }) => {
      api.settle(providerId, 'delivered')
      return 'delivered'
    },
    stages: ({ providerId }) => {
      for (const status of ['sending', 'sent', 'delivered']) api.settle(providerId, status)
      return 'delivered'
    },
    async close() {
      await api.vendor.close()
      await proxy?.close()
    },
  }
}

function withSettings(line: Line, changes: Record<string, string>): Line {
  return { ...line, settings: { ...line.settings, ...changes } }
}
