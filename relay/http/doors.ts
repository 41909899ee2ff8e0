import { Value } from 'typebox/value'
import { Type } from 'typebox'
import { HubSpotId } from '../../contract/contact.ts'
import { refuseFunctionRequest } from '../../contract/function-signature.ts'
import { Invalid, Unverified } from '../errors.ts'
import { bodyMembers } from '../hubspot/body-members.ts'
import { believeFetchCall } from '../hubspot/fetch-call.ts'
import { insistOnOpenRecord } from '../hubspot/insist-on-open-record.ts'
import { refuseHubSpotRequest, type HubSpotSignatureVersion } from '../hubspot/signature.ts'
import { attributed } from './attributed.ts'
import { connected } from './connected.ts'
import type { DoorNeeds } from './door-needs.ts'
import { createProveFetch } from './prove-fetch.ts'
import { correctingDoor, door, type Door, type RawRequest, type OperatorDoor } from './route.ts'

/** An admin of an account, as HubSpot named them in what it signed. Where nothing can be changed now, `why` says so in words. */
export interface AdminCaller {
  portalId: string
  userId: string
  userEmail: string | null
  canEdit: boolean
  why: string | null
}

export interface Doors {
  /**
   * Whoever runs the relay: signs as the app function does, for addresses that no call of the card leads to. With a secret
   * of their own they may name any account (null). The function's opens them only where there is no other.
   */
  operator: OperatorDoor
  /**
   * The card: the private edition's app function with the secret it shares with the relay, or HubSpot itself for a card's
   * `hubspot.fetch`, which then says who the user is. Whichever contact it names is the record that is open, and one whose
   * conversation the user may read, or it is refused here.
   */
  card: Door<{ portalId: string; vouchesForUser: boolean }>
  /** An admin of the account by `hubspot.fetch`, in both editions: who looks at what admins see, and who changes it. */
  admin: Record<'look' | 'change', Door<AdminCaller>>
  /** HubSpot itself, with the app's client secret: v3 where it sends it, else v2 as its workflow actions do. */
  hubspot: Door<{ portalId: string }>
  /**
   * HubSpot's webhooks, v3 alone: one batch may speak of many accounts, so each is asked about. Where the secret is that of one
   * account alone, it can be of no other than this, `own`.
   */
  events: Door<{ own: string | null; mayName: (portalId: string) => Promise<boolean> }>
}

const Origin = Type.Object({ origin: Type.Object({ portalId: Type.Union([Type.Integer({ minimum: 1 }), HubSpotId]) }) })

/** No account has it: ids of requests by whoever runs the relay are kept under it. */
const nobody = '0'

export function createDoors(needs: DoorNeeds): Doors {
  const { portal } = needs
  const proveFetch = createProveFetch(needs)

  function admin(
    allowed: (user: { portalId: string; userId: string }) => Promise<Pick<AdminCaller, 'canEdit' | 'why'>>,
  ) {
    return door<AdminCaller>((request) =>
      proveFetch(request, 'admin', async ({ portalId, userId, userEmail }) => ({
        ...{ portalId, userId, userEmail },
        ...(await allowed({ portalId, userId })),
      })),
    )
  }

  function refuse(request: RawRequest, secrets: readonly string[], accept: HubSpotSignatureVersion[]): string | null {
    const { method, target, body, headers } = request
    return refuseHubSpotRequest({
      ...{ secrets, accept, method, target, body, headers },
      publicUrl: needs.publicUrl,
      now: needs.now(),
    })
  }

  /** Whoever has the function's secret, once for each request: a copy of one that was believed is not. */
  async function believeFunction(request: RawRequest, who: string): Promise<{ portalId: string }> {
    if (!portal) throw new Unverified(`${who} request: this relay has no private account`)
    const { id: portalId, functionSecrets } = portal
    const reason = refuseFunctionRequest(functionSecrets, { ...request, now: needs.now() })
    if (reason) throw new Unverified(`${who} request: ${reason}`)
    return attributed({ portalId }, async () => {
      if (who === 'card') needs.admit('portal', portalId)
      await takeOnce(request, portalId, 'function', who)
      return { portalId }
    })
  }

  async function takeOnce(request: RawRequest, portalId: string, name: string, who: string): Promise<void> {
    const id = request.headers['homing-id'] ?? ''
    if (await needs.takeRequestId({ portalId, door: name, id })) return
    throw new Unverified(`${who} request: it was believed before`)
  }

  return {
    operator: door<{ portalId: string | null }>(async (request) => {
      if (!request.target.startsWith('/admin/')) throw new Unverified('operator request: outside /admin/')
      const { operatorSecrets } = needs
      if (refuseFunctionRequest(operatorSecrets, { ...request, now: needs.now() }) === null) {
        await takeOnce(request, nobody, 'operator', 'operator')
        return { portalId: null }
      }
      const caller = await believeFunction(request, 'operator')
      if (operatorSecrets.length === 0) return caller
      // The function's lies at HubSpot, where others can read it than those who run the relay.
      return attributed(caller, () => Promise.reject(operatorOnly()))
    }),

    card: correctingDoor<{ portalId: string; vouchesForUser: boolean }>(async (request) => {
      if ('x-hubspot-signature-v3' in request.headers) {
        return proveFetch(request, 'card', async (call) => {
          const { portalId } = call
          const body = await believeFetchCall(call, request.body, needs.readContact)
          await needs.mayRead(call, portalId, insistOnOpenRecord(bodyMembers(body)))
          return { caller: { portalId, vouchesForUser: true }, body }
        })
      }
      const { portalId } = await believeFunction(request, 'card')
      return attributed({ portalId }, async () => {
        await needs.mayRead(null, portalId, insistOnOpenRecord(bodyMembers(request.body)))
        return { caller: { portalId, vouchesForUser: false }, body: request.body }
      })
    }),

    admin: {
      look: admin(needs.rights.look),
      change: admin(async (user) => {
        await needs.rights.insist(user)
        return { canEdit: true, why: null }
      }),
    },

    hubspot: door(async (request) => {
      refuseCard(request, 'HubSpot request')
      const { app } = needs
      const reason = refuse(request, portal?.clientSecrets ?? [], ['v3', 'v2'])
      const byApp = app !== null && refuse(request, app.clientSecrets, ['v3', 'v2']) === null
      if (reason !== null && !byApp) throw new Unverified(`HubSpot request: ${reason}`)
      const byOwn = reason === null ? portal : null
      // Signed bytes: whoever is named there is who HubSpot means.
      const named = originOf(request.body)
      if (byOwn && (!byApp || named === null || named === byOwn.id)) {
        return attributed({ portalId: byOwn.id }, async () => {
          needs.admit('workflow', byOwn.id)
          return { portalId: byOwn.id }
        })
      }
      // Where nobody is named, the reader refuses the body.
      if (named === null) return { portalId: '' }
      return attributed({ portalId: named }, async () => {
        needs.admit('workflow', named)
        if (app) await connected(app, named)
        return { portalId: named }
      })
    }),

    events: door((request) => {
      refuseCard(request, 'HubSpot webhook')
      const { app } = needs
      const reason = refuse(request, portal?.clientSecrets ?? [], ['v3'])
      const byApp = app !== null && refuse(request, app.clientSecrets, ['v3']) === null
      if (reason !== null && !byApp) throw new Unverified(`HubSpot webhook: ${reason}`)
      return {
        own: reason === null && !byApp ? (portal?.id ?? null) : null,
        async mayName(portalId) {
          if (portalId === portal?.id) return reason === null
          return byApp && (await app.installed(portalId))?.state === 'active'
        },
      }
    }),
  }
}

/**
 * HubSpot signs a card's `hubspot.fetch` with the same secret as its own requests, and the card chooses path and body: it
 * could speak for other accounts. What HubSpot adds to its address tells it apart; HubSpot's own come without a query.
 */
function refuseCard({ target }: RawRequest, what: string): void {
  if (target.includes('?')) throw new Unverified(`${what}: its address has a query, as a card's has`)
}

function operatorOnly(): Invalid {
  return new Invalid(
    'operator_only',
    'Only whoever runs the relay may do this: sign with HOMING_OPERATOR_SECRET, which this relay has. What an app function shares with it is for the card alone.',
    { status: 403 },
  )
}

function originOf(body: Uint8Array): string | null {
  const said = bodyMembers(body)
  return Value.Check(Origin, said) ? String(said.origin.portalId) : null
}
