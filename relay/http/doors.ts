import { Value } from 'typebox/value'
import { Type } from 'typebox'
import { HubSpotId } from '../../contract/contact.ts'
import { refuseFunctionRequest } from '../../contract/function-signature.ts'
import { Invalid, Unverified } from '../errors.ts'
import { bodyMembers } from '../hubspot/body-members.ts'
import type { ContactReader } from '../hubspot/contact-reader.ts'
import { believeFetchCall, readFetchCall } from '../hubspot/fetch-call.ts'
import { insistOnOpenRecord } from '../hubspot/insist-on-open-record.ts'
import { refuseHubSpotRequest, type HubSpotSignatureVersion } from '../hubspot/signature.ts'
import { unknownPortal } from './own-portal.ts'
import { correctingDoor, door, type Door, type RawRequest } from './route.ts'

export interface DoorNeeds {
  /** The private account; null where only accounts that installed the app are served. */
  portal: { id: string; clientSecrets: string[]; functionSecrets: string[] } | null
  /** Of whoever runs the relay, for every account on it. */
  operatorSecrets: readonly string[]
  publicUrl: string
  now: () => Date
  /** Throws when an account asks more than its share. */
  admit: (kind: 'portal' | 'workflow', portalId: string) => void
  /** True the first time that a request's id is seen. */
  takeRequestId: (request: { portalId: string; door: string; id: string }) => Promise<boolean>
  /** The app that many accounts have installed; null where there is none. */
  app: {
    clientSecrets: readonly string[]
    /** Which app it is, where whoever runs the relay has said so. */
    appId: string | null
    /** How an account stands that installed it, and as which app HubSpot named it then; null where none did. */
    installed: (portalId: string) => Promise<{ state: string; appId: string | null } | null>
    readContact: ContactReader
  } | null
}

export interface Doors {
  /**
   * Whoever runs the relay: signs as the app function does, for addresses that no call of the card leads to. With a secret
   * of their own they may name any account (null); with the function's its own, and any where nobody has one of their own.
   */
  operator: Door<{ portalId: string | null; runsAll: boolean }>
  /**
   * The card: the private edition's app function with the secret it shares with the relay, the other's by HubSpot itself,
   * which then says who the user is. Whichever contact it names is the record that is open, or it is refused here.
   */
  card: Door<{ portalId: string; vouchesForUser: boolean }>
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

  function refuse(request: RawRequest, secrets: readonly string[], accept: HubSpotSignatureVersion[]): string | null {
    const { method, target, body, headers } = request
    return refuseHubSpotRequest({
      ...{ secrets, accept, method, target, body, headers },
      publicUrl: needs.publicUrl,
      now: needs.now(),
    })
  }

  /** The account's own signature is HubSpot's; whether it is still ours is another question. */
  async function connected(
    app: NonNullable<DoorNeeds['app']>,
    portalId: string,
    appId: string | null = null,
  ): Promise<void> {
    const known = await app.installed(portalId)
    if (known === null) throw unknownPortal(portalId)
    const ours = app.appId ?? known.appId
    if (appId !== null && ours !== null && appId !== ours) {
      throw new Unverified('card request: HubSpot names another app')
    }
    if (known.state !== 'active') {
      throw new Invalid(
        'portal_inactive',
        'This HubSpot account is not connected to Homing any more. An admin of the account must install it again.',
        { status: 403 },
      )
    }
  }

  /** Whoever has the function's secret, once for each request: a copy of one that was believed is not. */
  async function believeFunction(request: RawRequest, who: string): Promise<{ portalId: string }> {
    if (!portal) throw new Unverified(`${who} request: this relay has no private account`)
    const { id: portalId, functionSecrets } = portal
    const reason = refuseFunctionRequest(functionSecrets, { ...request, now: needs.now() })
    if (reason) throw new Unverified(`${who} request: ${reason}`)
    return attributed(portalId, async () => {
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
    operator: door<{ portalId: string | null; runsAll: boolean }>(async (request) => {
      if (!request.target.startsWith('/admin/')) throw new Unverified('operator request: outside /admin/')
      const { operatorSecrets } = needs
      if (refuseFunctionRequest(operatorSecrets, { ...request, now: needs.now() }) !== null) {
        return { ...(await believeFunction(request, 'operator')), runsAll: operatorSecrets.length === 0 }
      }
      await takeOnce(request, nobody, 'operator', 'operator')
      return { portalId: null, runsAll: true }
    }),

    card: correctingDoor<{ portalId: string; vouchesForUser: boolean }>(async (request) => {
      const { app } = needs
      if (app && 'x-hubspot-signature-v3' in request.headers) {
        const reason = refuse(request, app.clientSecrets, ['v3'])
        if (reason) throw new Unverified(`card request: ${reason}`)
        const call = readFetchCall(request.target)
        return attributed(call.portalId, async () => {
          needs.admit('portal', call.portalId)
          await connected(app, call.portalId, call.appId)
          const body = await believeFetchCall(call, request.body, app.readContact)
          return { caller: { portalId: call.portalId, vouchesForUser: true }, body }
        })
      }
      const { portalId } = await believeFunction(request, 'card')
      return attributed(portalId, async () => {
        insistOnOpenRecord(bodyMembers(request.body))
        return { caller: { portalId, vouchesForUser: false }, body: request.body }
      })
    }),

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
        return attributed(byOwn.id, async () => {
          needs.admit('workflow', byOwn.id)
          return { portalId: byOwn.id }
        })
      }
      // Where nobody is named, the reader refuses the body.
      if (named === null) return { portalId: '' }
      return attributed(named, async () => {
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

/** What is refused in here is this account's request: its signature holds. */
async function attributed<Answer>(portalId: string, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Unverified || error instanceof Invalid) error.portalId = portalId
    throw error
  }
}

/**
 * HubSpot signs a card's `hubspot.fetch` with the same secret as its own requests, and the card chooses path and body: it
 * could speak for other accounts. What HubSpot adds to its address tells it apart; HubSpot's own come without a query.
 */
function refuseCard({ target }: RawRequest, what: string): void {
  if (target.includes('?')) throw new Unverified(`${what}: its address has a query, as a card's has`)
}

function originOf(body: Uint8Array): string | null {
  const said = bodyMembers(body)
  return Value.Check(Origin, said) ? String(said.origin.portalId) : null
}
