import { describe, expect, it } from 'vitest'
import { refuseHubSpotRequest, signHubSpotRequest, type HubSpotSignatureVersion } from './signature.ts'

const secret = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy'
const uri = 'https://www.example.com/webhook_uri'
const bytes = (text: string) => new TextEncoder().encode(text)

interface Vector {
  name: string
  version: HubSpotSignatureVersion
  secret: string
  method: string
  uri: string
  body: string
  at: number
  signature: string
}

const contactCreation =
  '[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,' +
  '"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"CRM",' +
  '"changeFlag":"NEW","appId":54321}]'

const knownAnswers: Vector[] = [
  {
    name: "v3, HubSpot's Python client",
    version: 'v3',
    secret,
    method: 'POST',
    uri,
    body: "{'example_field':'example_value'}",
    at: 1693657560000,
    signature: 'K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y=',
  },
  {
    name: "v3, HubSpot's Ruby client",
    version: 'v3',
    secret,
    method: 'POST',
    uri,
    body: "{'example_field':'example_value'}",
    at: 1700000300000,
    signature: 'RnbPH7+UMKVkbV32P8bz450N4M56aPmcru1+D3kSDtw=',
  },
  {
    name: 'v3 with escapes in the query',
    version: 'v3',
    secret: 'autopilot-test-client-secret-0001',
    method: 'POST',
    uri: 'https://example.com/api/hubspot/webhooks?src=hs%3Aapp%2Fv3&x=%28a%29',
    body: '[]',
    at: 1790000004000,
    signature: 'G8ddQlikFQ0ScZOZn+MHQ0E3WCV7vOJTzKlvrkvbvuk=',
  },
  {
    name: 'v2 POST',
    version: 'v2',
    secret,
    method: 'POST',
    uri,
    body: '{"example_field":"example_value"}',
    at: 0,
    signature: '9569219f8ba981ffa6f6f16aa0f48637d35d728c7e4d93d0d52efaa512af7900',
  },
  {
    name: 'v2 GET without a body',
    version: 'v2',
    secret,
    method: 'GET',
    uri,
    body: '',
    at: 0,
    signature: 'eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e',
  },
  {
    name: 'v1',
    version: 'v1',
    secret,
    method: 'POST',
    uri,
    body: contactCreation,
    at: 0,
    signature: '232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de',
  },
]

const signatureHeader = (version: HubSpotSignatureVersion) =>
  version === 'v3' ? 'x-hubspot-signature-v3' : 'x-hubspot-signature'

describe.each(knownAnswers)('known answer: $name', (vector) => {
  const request = { method: vector.method, uri: vector.uri, body: bytes(vector.body), now: new Date(vector.at) }
  const address = new URL(vector.uri)

  it('is what we sign', () => {
    const headers = signHubSpotRequest(vector.version, vector.secret, request)
    expect(headers[signatureHeader(vector.version)]).toBe(vector.signature)
  })

  it('is what we accept', () => {
    const headers = {
      [signatureHeader(vector.version)]: vector.signature,
      'x-hubspot-signature-version': vector.version === 'v3' ? undefined : vector.version,
      'x-hubspot-request-timestamp': String(vector.at),
    }
    const reason = refuseHubSpotRequest({
      secrets: [vector.secret],
      accept: [vector.version],
      publicUrl: address.origin,
      method: vector.method,
      target: vector.uri.slice(address.origin.length),
      headers,
      body: bytes(vector.body),
      now: new Date(vector.at + 1000),
    })
    expect(reason).toBeNull()
  })
})

const now = new Date('2026-11-21T10:00:00Z')
const target = '/card/conversation?portalId=1&userEmail=ada%40example.com'

/** A genuine v3 (or v2, v1) request and how to bend it. */
function judge(
  bend: Partial<Parameters<typeof refuseHubSpotRequest>[0]> & {
    version?: HubSpotSignatureVersion
    signedAt?: Date
    signedUri?: string
  } = {},
) {
  const { version = 'v3', signedAt = now, signedUri = `https://relay.example${target}`, ...rest } = bend
  const body = bytes('{"a":1}')
  const headers = signHubSpotRequest(version, 'secret-one', { method: 'POST', uri: signedUri, body, now: signedAt })
  return refuseHubSpotRequest({
    secrets: ['secret-one'],
    accept: ['v3'],
    publicUrl: 'https://relay.example',
    method: 'POST',
    target,
    headers,
    body,
    now,
    ...rest,
  })
}

const minutes = (count: number) => new Date(now.getTime() + count * 60_000)

describe('a v3 request', () => {
  it('is accepted when nothing was touched', () => {
    expect(judge()).toBeNull()
  })

  it.each([
    ['the body', { body: bytes('{"a":2}') }],
    ['the query', { target: target.replace('portalId=1', 'portalId=2') }],
    ['the verb', { method: 'PUT' }],
    ['the public address', { publicUrl: 'https://other.example' }],
    ['the secret', { secrets: ['another'] }],
  ])('is refused when %s differs', (_, bend) => {
    expect(judge(bend)).toBe('the v3 signature does not match')
  })

  it('may be five minutes old or early, and no more', () => {
    expect(judge({ signedAt: minutes(-5) })).toBeNull()
    expect(judge({ signedAt: minutes(5) })).toBeNull()
    expect(judge({ signedAt: new Date(minutes(-5).getTime() - 1) })).toBe('the timestamp is too far from now')
    expect(judge({ signedAt: new Date(minutes(5).getTime() + 1) })).toBe('the timestamp is too far from now')
  })

  it.each(['NaN', '', '-1', '1e12', ' 1', '0x10', 'Infinity', '9'.repeat(40)])(
    'is refused with the timestamp %j even if that was signed',
    (timestamp) => {
      const headers = { 'x-hubspot-signature-v3': 'x', 'x-hubspot-request-timestamp': timestamp }
      expect(judge({ headers })).toBe('the timestamp is not a number of milliseconds')
    },
  )

  it('is refused without a timestamp', () => {
    expect(judge({ headers: { 'x-hubspot-signature-v3': 'x' } })).toBe('the timestamp is not a number of milliseconds')
  })

  it('matches either secret while one is being replaced', () => {
    expect(judge({ secrets: ['secret-two', 'secret-one'] })).toBeNull()
    expect(judge({ secrets: ['secret-one', 'secret-two'] })).toBeNull()
  })

  it('never matches an unset secret', () => {
    const body = bytes('')
    const headers = signHubSpotRequest('v3', '', { method: 'POST', uri: `https://relay.example${target}`, body, now })
    expect(judge({ secrets: [''], headers, body })).toBe('the v3 signature does not match')
    expect(judge({ secrets: [] })).toBe('the v3 signature does not match')
  })

  it('ignores a trailing slash of the configured address but keeps its path', () => {
    expect(judge({ publicUrl: 'https://relay.example/' })).toBeNull()
    const signedUri = `https://relay.example/homing${target}`
    expect(judge({ publicUrl: 'https://relay.example/homing/', signedUri })).toBeNull()
  })

  it('is refused when the request line names another host', () => {
    expect(judge({ target: `https://relay.example${target}` })).toBe('the request target is not a path')
  })

  it('is refused when the signature is only equal after lenient decoding', () => {
    const genuine = signHubSpotRequest('v3', 'secret-one', {
      method: 'POST',
      uri: `https://relay.example${target}`,
      body: bytes('{"a":1}'),
      now,
    })
    const padded = { ...genuine, 'x-hubspot-signature-v3': `${genuine['x-hubspot-signature-v3']}=` }
    expect(judge({ headers: padded })).toBe('the v3 signature does not match')
  })
})

describe('the twelve escapes', () => {
  const all = '%3A%2F%3F%40%21%24%27%28%29%2A%2C%3B'

  it('are decoded, in either case, on both sides', () => {
    const plain = "/x?q=:/?@!$'()*,;"
    expect(judge({ target: `/x?q=${all}`, signedUri: `https://relay.example${plain}` })).toBeNull()
    expect(judge({ target: `/x?q=${all.toLowerCase()}`, signedUri: `https://relay.example${plain}` })).toBeNull()
  })

  it.each(['%20', '%26', '%3D', '%25', '%2B', '%23', '%C3%A9'])('do not include %s', (escape) => {
    const given = `/x?q=${escape}`
    const undone = `/x?q=${decodeURIComponent(escape)}`
    expect(judge({ target: given, signedUri: `https://relay.example${given}` })).toBeNull()
    expect(judge({ target: given, signedUri: `https://relay.example${undone}` })).not.toBeNull()
  })

  it('are decoded once only', () => {
    expect(judge({ target: '/x?q=%2540', signedUri: 'https://relay.example/x?q=%2540' })).toBeNull()
    expect(judge({ target: '/x?q=%2540', signedUri: 'https://relay.example/x?q=@' })).not.toBeNull()
  })
})

describe('older versions', () => {
  it('are accepted only where the route allows them', () => {
    expect(judge({ version: 'v2', accept: ['v3', 'v2'] })).toBeNull()
    expect(judge({ version: 'v1', accept: ['v3', 'v1'] })).toBeNull()
    expect(judge({ version: 'v2', accept: ['v3'] })).toBe('signature version v2 is not accepted here')
    expect(judge({ version: 'v1', accept: ['v3', 'v2'] })).toBe('signature version v1 is not accepted here')
  })

  it('do not rescue a request whose v3 signature is wrong', () => {
    const body = bytes('{"a":1}')
    const signed = { method: 'POST', uri: `https://relay.example${target}`, body, now }
    const headers = {
      ...signHubSpotRequest('v2', 'secret-one', signed),
      ...signHubSpotRequest('v3', 'guessed', signed),
    }
    expect(judge({ headers, accept: ['v3', 'v2'] })).toBe('the v3 signature does not match')
  })

  it('must be named by the version header', () => {
    const body = bytes('{"a":1}')
    const signed = { method: 'POST', uri: `https://relay.example${target}`, body, now }
    const { 'x-hubspot-signature': signature } = signHubSpotRequest('v2', 'secret-one', signed)
    expect(judge({ headers: { 'x-hubspot-signature': signature }, accept: ['v2'] })).toBe(
      'the signature version is unknown',
    )
  })

  it('leave the address as it was: only v3 decodes it', () => {
    const signedUri = `https://relay.example${target.replace('%40', '@')}`
    expect(judge({ version: 'v2', accept: ['v2'], signedUri })).toBe('the v2 signature does not match')
  })
})

it('refuses a request without any signature', () => {
  expect(judge({ headers: {} })).toBe('no signature that this route accepts')
  expect(judge({ headers: { 'x-hubspot-signature-v3': ['a', 'b'] } })).toBe('the v3 signature is given more than once')
})
