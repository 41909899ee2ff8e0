import { createHmac, randomBytes } from 'node:crypto'
import type { OAuthApp } from '../oauth/oauth-app.ts'
import { refusals } from '../oauth/oauth-refusal.ts'
import { Refusal } from '../refusal.ts'

/** What can be set while the fake runs. */
interface JournalBehaviour {
  /** Seconds that a token of an app lives. */
  tokenLife: number
  /** Seconds that the address of a file is good. */
  fileLife: number
  /** Scopes that tokens do not get although they were asked for. */
  withheld: string[]
}

type LifecycleAction = 'APP_INSTALL' | 'APP_UNINSTALL'

/** The event types of HubSpot that tell of apps, by what the journal calls them. */
export const lifecycleEventTypes: Record<LifecycleAction, string> = {
  APP_INSTALL: '4-1909196',
  APP_UNINSTALL: '4-1916193',
}

/** What an app wants written into its journal: of all accounts, so no account is named. */
interface JournalSubscription {
  id: number
  appId: number
  subscriptionType: 'APP_LIFECYCLE_EVENT'
  eventTypeId: string
  properties: string[]
  createdAt: string
  updatedAt: string
}

/** One step of a journal: a file, and the offset under which it is found. */
export interface JournalFile {
  offset: string
  publishedAt: number
  content: Buffer
}

/** The Webhooks Journal: apps' own tokens, what they subscribed to, and the files that were written for them. */
export interface JournalDesk {
  behaviour: JournalBehaviour
  /** Client credentials: a token for the app itself and for no account. */
  giveToken(app: OAuthApp, scope: string | null): { token: string; scopes: string[] }
  /** The app of a live token that has the scope. Throws 401 or 403. */
  admit(authorization: string | undefined, scope: string): OAuthApp
  subscribe(app: OAuthApp, eventTypeId: string, properties: string[]): JournalSubscription
  subscriptionsOf(app: OAuthApp): JournalSubscription[]
  unsubscribe(app: OAuthApp, id: number): boolean
  /** An account has installed or removed the app: written down if the app subscribed to it. */
  tell(app: OAuthApp, action: LifecycleAction, account: { portalId: number; userId: number }): void
  /** Adds a file to an app's journal, whatever stands in it: events, or text as it is. Answers with its offset. */
  publish(clientId: string, said: readonly unknown[] | string): string
  /** All that was written so far is older than HubSpot keeps it. */
  forget(clientId: string): void
  /** What an app can still read, oldest first. */
  filesOf(app: OAuthApp): JournalFile[]
  /** The part of a file's address after the host: whoever has it may read the file, until it expires. */
  sign(file: JournalFile): { path: string; expiresAt: Date }
  /** The file of such an address. Undefined where the address is changed, unknown or expired. */
  open(name: string, query: URLSearchParams): JournalFile | undefined
}

/** Milliseconds for which HubSpot keeps what was written. */
const retention = 3 * 86_400_000

const journalScopes = ['read', 'subscriptions.read', 'subscriptions.write', 'snapshots.read', 'snapshots.write'].map(
  (end) => `developer.webhooks_journal.${end}`,
)

export function createJournalDesk(needs: { now: () => Date; newId: () => string }): JournalDesk {
  const tokens = new Map<string, { app: OAuthApp; scopes: string[]; expiresAt: number }>()
  const subscriptions = new Map<string, JournalSubscription[]>()
  const files = new Map<string, JournalFile[]>()
  const signingKey = randomBytes(32)
  const time = () => needs.now().getTime()
  let ids = 60_001_000

  const signatureOf = (name: string, expires: string) =>
    createHmac('sha256', signingKey).update(`${name}\n${expires}`).digest('hex')

  const desk: JournalDesk = {
    behaviour: { tokenLife: 1800, fileLife: 900, withheld: [] },
    giveToken(app, scope) {
      const scopes = (scope ?? '').split(' ').filter((one) => one !== '')
      const may = [...journalScopes, ...app.requiredScopes]
      if (scopes.length === 0 || scopes.some((one) => !may.includes(one))) throw refusals.scopes()
      const given = scopes.filter((one) => !desk.behaviour.withheld.includes(one))
      const token = `CC${needs.newId()}${'y'.repeat(200)}`
      tokens.set(token, { app, scopes: given, expiresAt: time() + desk.behaviour.tokenLife * 1000 })
      return { token, scopes: given }
    },
    admit(authorization, scope) {
      const held = tokens.get(/^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? '')
      if (held === undefined) {
        throw new Refusal(401, 'INVALID_AUTHENTICATION', 'Authentication credentials not found or not valid.')
      }
      if (held.expiresAt <= time()) {
        throw new Refusal(401, 'EXPIRED_AUTHENTICATION', 'The OAuth token used to make this call expired.')
      }
      if (!held.scopes.includes(scope)) {
        throw new Refusal(403, 'MISSING_SCOPES', 'This app has not been granted all scopes for this call.', {
          errors: [{ message: 'One or more scopes are required.', context: { requiredGranularScopes: [scope] } }],
        })
      }
      return held.app
    },
    subscribe(app, eventTypeId, properties) {
      const at = needs.now().toISOString()
      const known = desk.subscriptionsOf(app).find((one) => one.eventTypeId === eventTypeId)
      if (known) return Object.assign(known, { properties, updatedAt: at })
      const added: JournalSubscription = {
        ...{ id: (ids += 1), appId: app.appId, subscriptionType: 'APP_LIFECYCLE_EVENT' },
        ...{ eventTypeId, properties, createdAt: at, updatedAt: at },
      }
      subscriptions.set(app.clientId, [...desk.subscriptionsOf(app), added])
      return added
    },
    subscriptionsOf: (app) => subscriptions.get(app.clientId) ?? [],
    unsubscribe(app, id) {
      const before = desk.subscriptionsOf(app)
      const after = before.filter((one) => one.id !== id)
      subscriptions.set(app.clientId, after)
      return after.length < before.length
    },
    tell(app, action, { portalId, userId }) {
      const eventTypeId = lifecycleEventTypes[action]
      if (!desk.subscriptionsOf(app).some((one) => one.eventTypeId === eventTypeId)) return
      const properties = {
        ...{ hs_app_id: app.appId, hs_app_install_level: 'PORTAL' },
        ...{ hs_user_id: userId, hs_initiating_user_id: userId },
      }
      const occurredAt = needs.now().toISOString()
      desk.publish(app.clientId, [
        { type: 'app_lifecycle_event', portalId, occurredAt, action, eventTypeId, properties },
      ])
    },
    publish(clientId, said) {
      const offset = needs.newId()
      const whole = { offset, journalEvents: said, publishedAt: needs.now().toISOString() }
      const content = Buffer.from(typeof said === 'string' ? said : JSON.stringify(whole))
      files.set(clientId, [...(files.get(clientId) ?? []), { offset, publishedAt: time(), content }])
      return offset
    },
    forget(clientId) {
      for (const file of files.get(clientId) ?? []) file.publishedAt = Math.min(file.publishedAt, time() - retention)
    },
    filesOf: (app) => (files.get(app.clientId) ?? []).filter(({ publishedAt }) => publishedAt > time() - retention),
    sign({ offset }) {
      const expiresAt = new Date(time() + desk.behaviour.fileLife * 1000)
      const expires = String(expiresAt.getTime())
      const query = new URLSearchParams({ Expires: expires, Signature: signatureOf(`${offset}.json`, expires) })
      return { path: `/journal-files/${offset}.json?${query.toString()}`, expiresAt }
    },
    open(name, query) {
      const expires = query.get('Expires') ?? ''
      if (query.get('Signature') !== signatureOf(name, expires) || Number(expires) <= time()) return undefined
      return [...files.values()].flat().find(({ offset }) => `${offset}.json` === name)
    },
  }
  return desk
}
