import { randomUUID } from 'node:crypto'
import { account } from '../../stage/relay-settings.ts'
import type { RoutePlace } from './find-doors.ts'
import { hubspotEscapes, proveHubSpot, type HubSpotVersion } from './hubspot-proof.ts'
import { escapeMistakes, versionMistakes } from './hubspot-mistakes.ts'
import { connected, nearSecrets, stageSecrets } from './stage-secrets.ts'
import { inHeader, withQuery, type Draft, type Surface, type Trial } from './surface.ts'

/** Where HubSpot itself proves who it is: by which version, with which app's secret, and saying what. */
interface HubSpotDoor {
  name: string
  method: string
  /** Path and the query that HubSpot adds; where it adds none, a query is a card's. */
  target: string
  origin: string
  version: HubSpotVersion
  accepts: readonly HubSpotVersion[]
  secrets: readonly [current: string, previous: string]
  strangers: readonly string[]
  body(): object
  mistakes(draft: Draft, at: number): Trial[]
}

/** A workflow's action, by both versions and both apps. */
export function workflowDoors({ method, path, origin }: RoutePlace): Surface[] {
  const apps = [
    { whose: 'the private app', portalId: account.portalId, secrets: stageSecrets.client, other: stageSecrets.app },
    { whose: 'the app of many', portalId: connected.portalId, secrets: stageSecrets.app, other: stageSecrets.client },
  ]
  return apps.flatMap(({ whose, portalId, secrets, other }) =>
    (['v2', 'v3'] as const).map((version) =>
      hubspotDoor({
        name: `${method} ${path}, signed ${version} for ${whose}`,
        method,
        target: path,
        origin,
        version,
        accepts: ['v2', 'v3'],
        secrets,
        strangers: stageSecrets.function,
        body: () => workflowBody(portalId),
        // Either secret is HubSpot's, but each speaks for its own accounts.
        mistakes: (draft, at) =>
          other.map((secret) => ({
            name: "another app's secret for this account",
            sent: proveHubSpot(version, { ...draft, secret }),
            at,
            beside: true,
          })),
      }),
    ),
  )
}

/** Whether it stores anything is found out by knocking. */
export function hubspotDoor(door: HubSpotDoor): Surface {
  const { method, origin, version, secrets } = door
  const [current] = secrets
  const draft = (at: number): Draft => ({
    method,
    origin,
    target: door.target,
    body: method === 'GET' ? Buffer.alloc(0) : Buffer.from(JSON.stringify(door.body())),
    time: String(at),
    id: '',
    secret: current,
  })
  const timed = version === 'v3'
  return {
    name: door.name,
    draft,
    prove: (drafted) => proveHubSpot(version, drafted),
    signature: inHeader(timed ? 'x-hubspot-signature-v3' : 'x-hubspot-signature', /^.*$/),
    encoding: timed ? 'base64' : 'hex',
    proof: timed
      ? ['x-hubspot-signature-v3', 'x-hubspot-request-timestamp']
      : ['x-hubspot-signature', 'x-hubspot-signature-version'],
    covers: { method: version !== 'v1', origin: version !== 'v1', target: version !== 'v1', body: method !== 'GET' },
    time: timed ? { unit: 1, tolerance: 300_000 } : null,
    secrets: { right: secrets, wrong: nearSecrets(current, ...door.strangers, account.accessToken) },
    stores: false,
    allows: new Set(),
    ...(door.target.includes('?') ? {} : { plain: true }),
    own: (at) => ({
      wrong: [
        ...versionMistakes(door, draft, at),
        ...(timed ? escapeMistakes(draft, at) : []),
        ...door.mistakes(draft(at), at),
        ...(door.target.includes('?') ? [] : asCard(version, draft, at)),
      ],
      right: timed && door.target.includes('?') ? escapeWays(draft, at) : [],
    }),
  }
}

function escapeWays(draft: (at: number) => Draft, at: number): Trial[] {
  const queries = [
    ...hubspotEscapes.flatMap((escape) => [escape, escape.toLowerCase()]).map((escape) => `a=x${escape}y`),
    hubspotEscapes.map((escape, index) => `p${index}=${escape}`).join('&'),
    'email=ada%40example.com&b=(c)',
    'a=%20%26%3D%25%2B%23&b=%C3%BC',
    'a=%2540',
    'a=1&a=1',
    'a',
  ]
  return queries.map((query) => {
    const drafted = draft(at)
    const target = withQuery(drafted.target, query)
    return { name: `with the query "${query}"`, sent: proveHubSpot('v3', { ...drafted, target }), at }
  })
}

/** The card chooses path and body of what HubSpot signs for it with the same secret, and HubSpot adds who it was. */
function asCard(version: HubSpotVersion, draft: (at: number) => Draft, at: number): Trial[] {
  const added = 'portalId=999&userId=7&userEmail=ada%40example.com&appId=77'
  return ['', 'a=1', added, `a=1&${added}`, `portalId=${connected.portalId}`].map((query) => {
    const drafted = draft(at)
    const name = `signed rightly with the query "${query}", as a card's`
    return { name, sent: proveHubSpot(version, { ...drafted, target: `${drafted.target}?${query}` }), at }
  })
}

const workflowBody = (portalId: string) => ({
  callbackId: `ap-${randomUUID()}`,
  origin: { portalId: Number(portalId), actionDefinitionId: 1 },
  context: { source: 'WORKFLOWS', workflowId: 7 },
  object: {
    objectId: Number(connected.contactId),
    objectType: 'CONTACT',
    properties: { mobilephone: '+1 415 556 1001' },
  },
  inputFields: { line: 'simulator', message: 'Hello' },
})
