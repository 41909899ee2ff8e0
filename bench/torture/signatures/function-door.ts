import { createHash, createHmac, randomUUID } from 'node:crypto'
import { signHubSpotRequest } from '../../../relay/hubspot/signature.ts'
import { account } from '../../stage/relay-settings.ts'
import type { RoutePlace } from './find-doors.ts'
import { nearSecrets, stageSecrets } from './stage-secrets.ts'
import { inHeader, withHeader, type Draft, type Header, type Sent, type Surface, type Trial } from './surface.ts'

const contact = {
  id: '501',
  properties: { hs_object_id: '501', firstname: 'Ada', email: null, phone: null, mobilephone: '+1 415 556 1001' },
}

/** Bodies that do something; elsewhere one that is refused behind the door shows just as well whether it opened. */
const bodies: Record<string, () => object> = {
  '/card/messages': () => ({
    portalId: account.portalId,
    contact,
    idempotencyKey: randomUUID(),
    lineId: 'simulator',
    body: 'Hello',
  }),
  '/card/conversation': () => ({ portalId: account.portalId, contact }),
}

/** Where the app function proves itself, at one of the relay's paths. */
export function functionDoor(place: RoutePlace): Surface {
  // Whoever runs the relay is let in beside it at their own addresses, and nowhere else.
  const others = place.path.startsWith('/admin/') ? [] : stageSecrets.operator
  return homingDoor(place, 'the function', stageSecrets.function, others)
}

/** Where whoever runs the relay does. */
export function operatorDoor(place: RoutePlace): Surface {
  return homingDoor(place, 'whoever runs the relay', stageSecrets.operator, [])
}

function homingDoor(
  { method, path, origin }: RoutePlace,
  who: string,
  [current, previous]: readonly [string, string],
  others: readonly string[],
): Surface {
  const draft = (at: number): Draft => ({
    method,
    origin,
    target: path,
    body:
      method === 'GET' ? Buffer.alloc(0) : Buffer.from(JSON.stringify(bodies[path]?.() ?? { nothing: randomUUID() })),
    time: String(Math.floor(at / 1_000)),
    id: randomUUID(),
    secret: current,
  })
  return {
    name: `${method} ${path}, signed by ${who}`,
    draft,
    prove: (drafted) => prove(drafted),
    signature: inHeader('homing-signature', /(?<=^v1,).*$/),
    encoding: 'base64',
    proof: ['homing-id', 'homing-timestamp', 'homing-signature'],
    covers: { method: true, origin: false, target: true, body: method !== 'GET' },
    time: { unit: 1_000, tolerance: 300_000 },
    secrets: {
      right: [current, previous],
      wrong: nearSecrets(current, ...stageSecrets.client, ...stageSecrets.app, ...others),
    },
    stores: false,
    allows: new Set(),
    own: (at) => ({ wrong: ownMistakes(draft, at), right: ownWays(draft, at) }),
  }
}

/** Written anew here, so that a mistake in the relay's own code does not excuse itself. */
function prove({ method, target, body, time, id, secret }: Draft, version = 'v1'): Sent {
  const bodyHash = createHash('sha256').update(body).digest('hex')
  const text = [version, id, time, method, target, bodyHash].join('\n')
  const signature = createHmac('sha256', secret).update(text).digest('base64')
  const headers: Header[] = [
    ['content-type', 'application/json'],
    ['homing-id', id],
    ['homing-timestamp', time],
    ['homing-signature', `${version},${signature}`],
  ]
  return { method, target, headers, body }
}

function ownMistakes(draft: (at: number) => Draft, at: number): Trial[] {
  const sent = prove(draft(at))
  const prefixed = (name: string, change: (value: string) => string): Trial => ({
    name,
    sent: withHeader(sent, 'homing-signature', (value) => [change(value)]),
    at,
  })
  const ids: [string, string][] = [
    ['empty', ''],
    ['too short', 'a1b2c3'],
    ['too long', 'a'.repeat(65)],
    ['with a dot', `${randomUUID()}.1`],
    ['with a line end, escaped', `${randomUUID()}%0A`],
  ]
  const hubspot = (version: 'v1' | 'v2' | 'v3'): Trial => {
    const { method, origin, target, body } = draft(at)
    const signed = signHubSpotRequest(version, stageSecrets.client[0], {
      method,
      uri: origin + target,
      body,
      now: new Date(at),
    })
    return {
      name: `HubSpot's signature ${version} instead`,
      sent: { method, target, headers: [['content-type', 'application/json'], ...Object.entries(signed)], body },
      at,
    }
  }
  const otherId = { ...draft(at), id: randomUUID() }
  return [
    ...ids.map(([name, id]): Trial => ({ name: `an id that is ${name}`, sent: prove({ ...draft(at), id }), at })),
    {
      name: 'an id that was changed',
      sent: withHeader(prove(otherId), 'homing-id', () => [randomUUID()]),
      at,
    },
    { name: 'a request that was believed before', sent: prove(draft(at)), at, again: true },
    { name: 'a later version, signed as such', sent: prove(draft(at), 'v2'), at },
    { name: 'an earlier version, signed as such', sent: prove(draft(at), 'v0'), at },
    prefixed('no version', (value) => value.slice(3)),
    prefixed('another version', (value) => value.replace('v1', 'v2')),
    prefixed('a version in capitals', (value) => value.replace('v1', 'V1')),
    prefixed('an equals sign after the version', (value) => value.replace(',', '=')),
    prefixed('a space after the version', (value) => value.replace(',', ', ')),
    prefixed('a list with the right one last', (value) => `v1,${'A'.repeat(43)}= ${value}`),
    prefixed('a list with the right one first', (value) => `${value} v1,${'A'.repeat(43)}=`),
    hubspot('v1'),
    hubspot('v2'),
    hubspot('v3'),
  ]
}

function ownWays(draft: (at: number) => Draft, at: number): Trial[] {
  const asked = { ...draft(at), target: `${draft(at).target}?a=%41&b=x%20y` }
  return [
    { name: 'with a query', sent: prove(asked), at },
    {
      name: 'with an id of another form',
      sent: prove({ ...draft(at), id: `msg_${randomUUID().replaceAll('-', '')}` }),
      at,
    },
  ]
}
