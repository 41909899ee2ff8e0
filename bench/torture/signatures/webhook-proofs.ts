import { createHmac } from 'node:crypto'
import { inHeader, inTarget, type Draft, type Header, type SignaturePlace, type Surface } from './surface.ts'

/** How a vendor proves its webhooks, written anew here from what the vendor publishes. */
export interface WebhookProofScheme {
  /** The settings that hold the secret: the one that counts, and the one that still counts. */
  settings: readonly string[]
  signature: SignaturePlace
  encoding: Surface['encoding']
  proof: readonly string[]
  covers: Surface['covers']
  time: Surface['time']
  allows: Surface['allows']
  /** The headers that prove this, in the place of those it came with. A word in the address is put there by `target`. */
  sign(draft: Draft): Header[]
  target?(draft: Draft): string
}

const bodyOnly = { method: false, origin: false, target: false, body: true }
const nothing = { method: false, origin: false, target: false, body: false }
const seconds = { unit: 1_000, tolerance: 300_000 }

const standardWebhook: WebhookProofScheme = {
  settings: ['webhookSecret', 'previousWebhookSecret'],
  signature: inHeader('webhook-signature', /(?<=^v1,).*$/),
  encoding: 'base64',
  proof: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
  covers: bodyOnly,
  time: seconds,
  allows: new Set(['a list of signatures']),
  sign: ({ id, time, body, secret }) => {
    const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : secret
    const signature = createHmac('sha256', key).update(`${id}.${time}.`).update(body).digest('base64')
    return [
      ['webhook-id', id],
      ['webhook-timestamp', time],
      ['webhook-signature', `v1,${signature}`],
    ]
  },
}

/** A word that whoever delivers must know: nothing of the delivery is covered. */
const wordInPath: WebhookProofScheme = {
  settings: ['webhookToken', 'previousWebhookToken'],
  signature: inTarget(/(?<=^\/webhooks\/[^/]+\/[^/]+\/)[^/?]*/),
  encoding: 'word',
  proof: [],
  covers: nothing,
  time: null,
  allows: new Set(),
  sign: () => [],
  target: ({ target, secret }) => target.replace(/(?<=^\/webhooks\/[^/]+\/[^/]+\/)[^/?]*/, encodeURIComponent(secret)),
}

/** By provider, for every one that has webhooks. */
export const webhookProofs: Record<string, WebhookProofScheme> = {
  simulator: standardWebhook,
  'simulator-blind': standardWebhook,
  linq: standardWebhook,
  chert: {
    settings: ['webhookSecret', 'previousWebhookSecret'],
    signature: inHeader('x-webhook-signature', /(?<=v1=).*$/),
    encoding: 'hex',
    proof: ['x-webhook-signature'],
    covers: bodyOnly,
    time: seconds,
    allows: new Set(['upper-case hex', 'a list of signatures', 'a list with commas']),
    sign: ({ time, body, secret }) => [
      [
        'x-webhook-signature',
        `t=${time},v1=${createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex')}`,
      ],
    ],
  },
  tuco: {
    settings: ['webhookSecret', 'previousWebhookSecret'],
    signature: inHeader('x-tuco-signature', /^.*$/),
    encoding: 'hex',
    proof: ['x-tuco-signature'],
    covers: bodyOnly,
    time: null,
    allows: new Set(['upper-case hex']),
    sign: ({ body, secret }) => [['x-tuco-signature', createHmac('sha256', secret).update(body).digest('hex')]],
  },
  whatsapp: {
    settings: ['appSecret'],
    signature: inHeader('x-hub-signature-256', /(?<=^sha256=).*$/),
    encoding: 'hex',
    proof: ['x-hub-signature-256'],
    covers: bodyOnly,
    time: null,
    allows: new Set(['upper-case hex']),
    sign: ({ body, secret }) => [
      ['x-hub-signature-256', `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`],
    ],
  },
  twilio: {
    settings: ['authToken', 'previousAuthToken'],
    signature: inHeader('x-twilio-signature', /^.*$/),
    encoding: 'base64',
    proof: ['x-twilio-signature'],
    covers: { method: false, origin: true, target: true, body: true },
    time: null,
    allows: new Set(['an address without its port', 'a body that is read as text']),
    sign: ({ origin, target, body, secret }) => {
      const pairs = [...new URLSearchParams(body.toString('utf8'))].map(([name, value]) => ({ name, value }))
      const sorted = pairs.sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0))
      const text = origin + target + sorted.map(({ name, value }) => name + value).join('')
      return [['x-twilio-signature', createHmac('sha1', secret).update(text).digest('base64')]]
    },
  },
  sendblue: {
    settings: ['webhookSecret', 'previousWebhookSecret'],
    signature: inHeader('sb-signing-secret', /^.*$/),
    encoding: 'word',
    proof: ['sb-signing-secret'],
    covers: nothing,
    time: null,
    allows: new Set(),
    sign: ({ secret }) => [['sb-signing-secret', secret]],
  },
  bluebubbles: wordInPath,
  kannel: wordInPath,
}
