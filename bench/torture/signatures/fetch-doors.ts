import { randomUUID } from 'node:crypto'
import { openRecord } from '../../../workbench/open-record.ts'
import { account } from '../../stage/relay-settings.ts'
import type { RoutePlace } from './find-doors.ts'
import { hubspotDoor } from './hubspot-door.ts'
import { proveHubSpot } from './hubspot-proof.ts'
import { connected, stageSecrets } from './stage-secrets.ts'
import type { Draft, Surface, Trial } from './surface.ts'

/** What HubSpot adds to the address of a `hubspot.fetch`, with this in place of the account. */
const added = (portal: string) => `${portal}&userId=7&userEmail=ada%40example.com&appId=77`

/**
 * A call by `hubspot.fetch`, of a card or of an admin, in both editions: HubSpot adds account and user to the address, and v3 alone
 * counts. User 7 is a super admin of both accounts.
 */
export function fetchDoors(place: RoutePlace): Surface[] {
  const { client, app } = stageSecrets
  return [
    fetchDoor(place, { whose: 'the private app', own: account.portalId, other: connected.portalId }, client, app),
    fetchDoor(place, { whose: 'the app of many', own: connected.portalId, other: account.portalId }, app, client),
  ]
}

function fetchDoor(
  { method, path, origin }: RoutePlace,
  { whose, own, other }: { whose: string; own: string; other: string },
  secrets: readonly [string, string],
  others: readonly string[],
): Surface {
  return hubspotDoor({
    name: `${method} ${path}, signed v3 for hubspot.fetch by ${whose}`,
    method,
    target: `${path}?${added(`portalId=${own}`)}`,
    origin,
    version: 'v3',
    accepts: ['v3'],
    secrets,
    strangers: [...stageSecrets.function, ...stageSecrets.operator],
    body: () => bodyOf(path, own),
    mistakes: (draft, at) => [
      ...addressMistakes(draft, at, { path, own, other }),
      ...(own === connected.portalId ? appMistakes(draft, at, path) : []),
      // Either secret is HubSpot's, but each speaks for its own accounts.
      ...others.map((secret) => ({
        name: "another app's secret for this account",
        sent: proveHubSpot('v3', { ...draft, secret }),
        at,
        beside: true,
      })),
      { ...asked("another's account", `${path}?${added(`portalId=${other}`)}`, draft, at), beside: true },
    ],
  })
}

/** The card chooses the address that HubSpot adds to and signs, so that it may bring an account of its own. */
function addressMistakes(
  draft: Draft,
  at: number,
  { path, own, other }: { path: string; own: string; other: string },
): Trial[] {
  const targets = [
    ['no query at all', path],
    ['no account', `${path}?userId=7`],
    ['no user', `${path}?portalId=${own}&userEmail=ada%40example.com&appId=77`],
    ['an empty user', `${path}?portalId=${own}&userId=&userEmail=ada%40example.com&appId=77`],
    ['a user in words', `${path}?portalId=${own}&userId=null&appId=77`],
    ['the user twice', `${path}?${added(`portalId=${own}`)}&userId=7`],
    ['the app twice', `${path}?${added(`portalId=${own}`)}&appId=77`],
    ['an empty account', `${path}?${added('portalId=')}`],
    ['an account in words', `${path}?${added('portalId=mine')}`],
    ['a negative account', `${path}?${added(`portalId=-${own}`)}`],
    ['the account twice', `${path}?${added(`portalId=${own}&portalId=${own}`)}`],
    ["another's account first", `${path}?portalId=${other}&${added(`portalId=${own}`)}`],
    ["another's account last", `${path}?${added(`portalId=${own}`)}&portalId=${other}`],
    ["another's account escaped", `${path}?portal%49d=${other}&${added(`portalId=${own}`)}`],
    ['another account before a second question mark', `${path}?portalId=999?x=&${added(`portalId=${own}`)}`],
    ['this account before a second question mark', `${path}?portalId=${own}?x=&${added('portalId=999')}`],
  ]
  return targets.map(([name = '', target = '']) => asked(name, target, draft, at))
}

/** Which app it is, is known of one that was installed by OAuth. */
function appMistakes(draft: Draft, at: number, path: string): Trial[] {
  return [asked('another app', `${path}?portalId=${connected.portalId}&userId=7&appId=78`, draft, at)]
}

function asked(name: string, target: string, draft: Draft, at: number): Trial {
  return { name: `an address that brings ${name}`, sent: proveHubSpot('v3', { ...draft, target }), at }
}

function bodyOf(path: string, portalId: string): object {
  const contact = openRecord({ id: connected.contactId, properties: { mobilephone: '+14155561001' } })
  if (path === '/card/conversation') return { portalId, contact }
  if (path !== '/card/messages') return { nothing: randomUUID() }
  return { portalId, contact, idempotencyKey: randomUUID(), lineId: 'simulator', body: 'Hello' }
}
