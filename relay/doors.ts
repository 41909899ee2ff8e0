import { refuseFunctionRequest } from '../contract/function-signature.ts'
import { Unverified } from './errors.ts'
import { refuseHubSpotRequest } from './hubspot/signature.ts'
import { door, type Door } from './route.ts'

export interface DoorNeeds {
  portal: { id: string; clientSecrets: string[]; functionSecrets: string[] }
  publicUrl: string
  now: () => Date
}

export interface Doors {
  /** Whoever runs the relay: signs as the app function does, for addresses that no call of the card leads to. */
  operator: Door<{ portalId: string }>
  /** The app function, with the secret it shares with the relay. */
  card: Door<{ portalId: string }>
  /** HubSpot itself, with the app's client secret: v3 where it sends it, else v2 as its workflow actions do. */
  hubspot: Door<{ portalId: string }>
}

export function createDoors(needs: DoorNeeds): Doors {
  return {
    operator: door((request) => {
      if (!request.target.startsWith('/admin/')) throw new Unverified('operator request: outside /admin/')
      const reason = refuseFunctionRequest(needs.portal.functionSecrets, { ...request, now: needs.now() })
      if (reason) throw new Unverified(`operator request: ${reason}`)
      return { portalId: needs.portal.id }
    }),
    card: door((request) => {
      const reason = refuseFunctionRequest(needs.portal.functionSecrets, { ...request, now: needs.now() })
      if (reason) throw new Unverified(`card request: ${reason}`)
      return { portalId: needs.portal.id }
    }),
    hubspot: door((request) => {
      const reason = refuseHubSpotRequest({
        secrets: needs.portal.clientSecrets,
        accept: ['v3', 'v2'],
        method: request.method,
        publicUrl: needs.publicUrl,
        target: request.target,
        body: request.body,
        headers: request.headers,
        now: needs.now(),
      })
      if (reason) throw new Unverified(`HubSpot request: ${reason}`)
      return { portalId: needs.portal.id }
    }),
  }
}
