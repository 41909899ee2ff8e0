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
  /** The app function, with the secret it shares with the relay. */
  card: Door<{ portalId: string }>
  /** HubSpot itself, with the app's client secret: v3 where it sends it, else v2 as its workflow actions do. */
  hubspot: Door<{ portalId: string }>
}

export function createDoors(needs: DoorNeeds): Doors {
  return {
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
