import { createHash, createHmac, randomUUID } from 'node:crypto'
import { account } from '../../stage/relay-settings.ts'
import { nearSecrets, stageSecrets } from './stage-secrets.ts'
import { inHeader, withHeader, type Draft, type Header, type Sent, type Surface, type Trial } from './surface.ts'

export type HubSpotVersion = 'v1' | 'v2' | 'v3'

/** HubSpot's table, as it publishes it: these escapes are decoded before v3 is signed, and no others. */
const escapes = ['%3A', '%2F', '%3F', '%40', '%21', '%24', '%27', '%28', '%29', '%2A', '%2C', '%3B']

/** Where HubSpot itself proves who it is, by one of the versions that the address accepts. */
export function hubspotDoor(options: {
  path: string
  origin: string
  version: HubSpotVersion
  accepts: readonly HubSpotVersion[]
}): Surface {
  const { path, origin, version } = options
  const [current, previous] = stageSecrets.client
  const draft = (at: number): Draft => ({
    method: 'POST',
    origin,
    target: path,
    body: Buffer.from(JSON.stringify(workflowBody())),
    time: String(at),
    id: '',
    secret: current,
  })
  const timed = version === 'v3'
  return {
    name: `POST ${path}, signed ${version} by HubSpot`,
    draft,
    prove: (drafted) => prove(version, drafted),
    signature: inHeader(timed ? 'x-hubspot-signature-v3' : 'x-hubspot-signature', /^.*$/),
    encoding: timed ? 'base64' : 'hex',
    proof: timed
      ? ['x-hubspot-signature-v3', 'x-hubspot-request-timestamp']
      : ['x-hubspot-signature', 'x-hubspot-signature-version'],
    covers: { method: version !== 'v1', origin: version !== 'v1', target: version !== 'v1', body: true },
    time: timed ? { unit: 1, tolerance: 300_000 } : null,
    secrets: { right: [current, previous], wrong: nearSecrets(current, ...stageSecrets.function, account.accessToken) },
    stores: true,
    allows: new Set(),
    own: (at) => ({
      wrong: [...versionMistakes(options, draft, at), ...(timed ? escapeMistakes(draft, at) : [])],
      right: timed ? escapeWays(draft, at) : [],
    }),
  }
}

const workflowBody = () => ({
  callbackId: `ap-${randomUUID()}`,
  origin: { portalId: Number(account.portalId), actionDefinitionId: 1 },
  context: { source: 'WORKFLOWS', workflowId: 7 },
  object: { objectId: 501, objectType: 'CONTACT', properties: { mobilephone: '+1 415 556 1001' } },
  inputFields: { line: 'simulator', message: 'Hello' },
})

/** Written anew here, so that a mistake in the relay's own code does not excuse itself. */
function prove(version: HubSpotVersion, { method, origin, target, body, time, secret }: Draft, uri?: string): Sent {
  const address = uri ?? origin + target
  const proof: Header[] =
    version === 'v3'
      ? [
          ['x-hubspot-signature-v3', hmac(secret, method + decode(address), body, time)],
          ['x-hubspot-request-timestamp', time],
        ]
      : [
          ['x-hubspot-signature', hash(secret + (version === 'v2' ? method + address : ''), body)],
          ['x-hubspot-signature-version', version],
        ]
  return { method, target, headers: [['content-type', 'application/json'], ...proof], body }
}

function decode(address: string): string {
  return escapes.reduce(
    (text, escape) => text.replaceAll(new RegExp(escape, 'gi'), decodeURIComponent(escape)),
    address,
  )
}

const hash = (head: string, body: Buffer) => createHash('sha256').update(head).update(body).digest('hex')
const hmac = (secret: string, head: string, body: Buffer, time: string) =>
  createHmac('sha256', secret).update(head).update(body).update(time).digest('base64')

/** Versions that are not accepted, named wrongly, or offered beside a broken one. */
function versionMistakes(
  { version, accepts }: { version: HubSpotVersion; accepts: readonly HubSpotVersion[] },
  draft: (at: number) => Draft,
  at: number,
): Trial[] {
  const refused = (['v1', 'v2', 'v3'] as const).filter((one) => !accepts.includes(one))
  const trials = refused.map((one): Trial => ({ name: `the version ${one}`, sent: prove(one, draft(at)), at }))
  const named = ['v1', 'v2', 'v3', 'v4', 'V2', '2', '', 'v2 ', 'v2,v1', 'constructor'].filter(
    // A space at the end of a header's value is no part of it.
    (one) => one.trim() !== version,
  )
  if (version !== 'v3') {
    for (const one of named) {
      const sent = withHeader(prove(version, draft(at)), 'x-hubspot-signature-version', () => [one])
      trials.push({ name: `${version} called "${one}"`, sent, at })
    }
    return trials
  }
  const drafted = draft(at)
  const broken = withHeader(prove('v3', drafted), 'x-hubspot-signature-v3', (value) => [`A${value.slice(1)}`])
  for (const one of ['v1', 'v2'] as const) {
    const beside = prove(one, drafted).headers.filter(([name]) => name.startsWith('x-hubspot-signature'))
    trials.push(
      {
        name: `a broken v3 with a right ${one} beside it`,
        sent: { ...broken, headers: [...broken.headers, ...beside] },
        at,
      },
      {
        name: `an old v3 with a right ${one} beside it`,
        sent: { ...drafted, headers: [...prove('v3', { ...drafted, time: '1' }).headers, ...beside] },
        at,
      },
    )
  }
  const [, signature = '', time = ''] = prove('v3', drafted).headers.map(([, value]) => value)
  return [
    ...trials,
    {
      name: 'v3 in the header of v2',
      sent: {
        ...drafted,
        headers: [
          ['content-type', 'application/json'],
          ['x-hubspot-signature', signature],
          ['x-hubspot-signature-version', 'v3'],
          ['x-hubspot-request-timestamp', time],
        ],
      },
      at,
    },
  ]
}

/** Addresses that are signed in another spelling than the rule for escapes makes of them. */
function escapeMistakes(draft: (at: number) => Draft, at: number): Trial[] {
  const trials: Trial[] = []
  const signedOver = (name: string, query: string, over: string) => {
    const drafted = { ...draft(at), target: `${draft(at).target}?${query}` }
    const text = `${drafted.method}${drafted.origin}${draft(at).target}?${over}`
    const sent = withHeader(prove('v3', drafted), 'x-hubspot-signature-v3', () => [
      hmac(drafted.secret, text, drafted.body, drafted.time),
    ])
    trials.push({ name, sent, at })
  }
  for (const escape of escapes) signedOver(`${escape} signed as it stands`, `a=${escape}`, `a=${escape}`)
  for (const escape of ['%20', '%26', '%3D', '%25', '%2B', '%23', '%5B', '%22', '%C3%BC', '%41']) {
    signedOver(`${escape} signed decoded`, `a=${escape}`, `a=${decodeURIComponent(escape)}`)
  }
  signedOver('an escape signed as if it were decoded twice', 'a=%2540', 'a=@')
  return trials
}

function escapeWays(draft: (at: number) => Draft, at: number): Trial[] {
  const queries = [
    ...escapes.flatMap((escape) => [escape, escape.toLowerCase()]).map((escape) => `a=x${escape}y`),
    escapes.map((escape, index) => `p${index}=${escape}`).join('&'),
    'portalId=4242&userId=7&userEmail=ada%40example.com&appId=9',
    'a=%20%26%3D%25%2B%23&b=%C3%BC',
    'a=%2540',
    'a=1&a=1',
    '',
  ]
  return queries.map((query) => {
    const drafted = { ...draft(at), target: `${draft(at).target}?${query}` }
    return { name: `with the query "${query}"`, sent: prove('v3', drafted), at }
  })
}
