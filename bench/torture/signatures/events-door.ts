import { randomInt } from 'node:crypto'
import { account } from '../../stage/relay-settings.ts'
import type { RoutePlace } from './find-doors.ts'
import { hubspotDoor } from './hubspot-door.ts'
import { proveHubSpot } from './hubspot-proof.ts'
import { connected, stageSecrets } from './stage-secrets.ts'
import type { Surface } from './surface.ts'

/** HubSpot's webhooks, in batches of events: v3 alone, by both apps. Nothing for any other route. */
export function eventsDoors(place: RoutePlace): Surface[] {
  if (place.path !== '/webhooks/hubspot') return []
  const apps = [
    { whose: 'the private app', portalId: account.portalId, secrets: stageSecrets.client, other: stageSecrets.app },
    { whose: 'the app of many', portalId: connected.portalId, secrets: stageSecrets.app, other: stageSecrets.client },
  ]
  return apps.map(({ whose, portalId, secrets, other }) => ({
    ...hubspotDoor({
      ...place,
      name: `${place.method} ${place.path}, signed v3 for ${whose}`,
      target: place.path,
      version: 'v3',
      accepts: ['v3'],
      secrets,
      strangers: stageSecrets.function,
      body: () => batch(portalId),
      // Either secret is HubSpot's, but each speaks for its own accounts: the others' events are left alone.
      mistakes: (draft, at) =>
        other.map((secret) => ({
          name: "another app's secret for this account's events",
          sent: proveHubSpot('v3', { ...draft, secret }),
          at,
          left: true,
        })),
    }),
    // Of an app that is in one account alone it is known whose it is.
    ...(portalId === account.portalId ? { keepsUnread: true as const } : {}),
  }))
}

/** One event that no other resembles, of a contact that nobody has. */
function batch(portalId: string): object[] {
  const known = { portalId: Number(portalId), appId: 77, subscriptionId: 1, attemptNumber: 0, changeSource: 'CRM' }
  const objectId = 900_000_000 + randomInt(1_000_000)
  const eventId = randomInt(2 ** 40)
  return [{ ...known, subscriptionType: 'contact.deletion', objectId, eventId, occurredAt: Date.now() }]
}
