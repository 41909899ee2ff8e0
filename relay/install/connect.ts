import type { Logger } from 'pino'
import { ConnectPortalRequest, ConnectPortalResponse } from '../../contract/connection.ts'
import { pastedWith } from '../../contract/pasted-with.ts'
import type { Connections } from '../connections/connections.ts'
import { whoseToken } from '../connections/whose-token.ts'
import { Invalid, Temporary } from '../errors.ts'
import { route, type Route, type OperatorDoor } from '../http/route.ts'
import type { AccessTokens, HubSpotClient } from '../hubspot/client.ts'
import { fixedTokens } from '../hubspot/fixed-tokens.ts'
import { resumeAccount } from '../message/resume-account.ts'
import { appendAudit } from '../store/audit/audit.ts'
import type { Database } from '../store/database.ts'
import type { Jobs } from '../store/jobs/jobs.ts'
import { storeCredential } from '../store/portal/stored-credential.ts'
import { holdMasterKey } from '../store/sealed/master-keys.ts'
import type { Vault } from '../vault/vault.ts'
import type { StoredCredentials } from './stored-credentials.ts'

export interface ConnectNeeds {
  database: Database
  vault: Vault | null
  jobs: Jobs
  clientWith: (tokens: AccessTokens) => HubSpotClient
  connections: Pick<Connections, 'testHubSpot'>
  credentials: StoredCredentials
  operatorDoor: OperatorDoor
  now: () => Date
  log: Logger
}

/** An account is connected by a token that whoever runs the relay enters, or gets another in its place. */
export function createConnect(needs: ConnectNeeds): { routes: Route[] } {
  /** Nothing is stored before HubSpot has said whose it is. */
  async function check(portalId: string, token: string): Promise<void> {
    const wrong = pastedWith(token)
    if (wrong !== null) throw new Invalid('malformed_token', `The token ${wrong}.`)
    if (/[^!-~]/.test(token)) {
      throw new Invalid('malformed_token', 'The token holds a blank or a letter that no token has; copy it anew.')
    }
    await needs.database.forPortal(portalId).transaction((tx) => holdMasterKey(tx, needs.vault))
    let owner: string | null
    try {
      owner = await whoseToken(needs.clientWith(fixedTokens(token)), portalId)
    } catch (error) {
      if (!(error instanceof Temporary)) throw error
      const words = `Nothing was stored, since HubSpot does not confirm the token: ${error.message}`
      // What HubSpot says of the token will not pass by itself.
      if (error.code === 'hubspot_token_refused') throw new Invalid('token_refused', words)
      throw new Temporary(error.code, words, { retryAfter: error.retryAfter, cause: error })
    }
    if (owner === portalId) return
    // By whatever else it may read, it could be of any account: what is written there would be another company's.
    if (owner === null) {
      throw new Invalid(
        'owner_unknown',
        `Nothing was stored, since HubSpot does not let this token tell whose it is: let it read the account's details (/account-info, scope oauth), so that it is sure to be of ${portalId}.`,
      )
    }
    throw new Invalid(
      'other_account',
      `Nothing was stored: the token belongs to the HubSpot account ${owner}, not to ${portalId}.`,
    )
  }

  async function connect({ portalId, token, credential }: ConnectPortalRequest): Promise<'connected' | 'rotated'> {
    const at = needs.now()
    return needs.database.forPortal(portalId).transaction(async (tx) => {
      const vault = await holdMasterKey(tx, needs.vault)
      const accessToken = vault.seal(token, { portalId, field: 'portal.access_token' })
      const connected = await storeCredential(tx, { credential, accessToken, at })
      if (connected.outcome === 'by_oauth') {
        throw new Invalid(
          'connected_by_oauth',
          `The account ${portalId} is connected by OAuth: run "npm run relay -- portals uninstall ${portalId}" first.`,
          { status: 409 },
        )
      }
      await resumeAccount(tx, needs.jobs)
      for (const queue of ['work-off-inbox', 'match-replies', 'take-events', 'record-timeline'] as const) {
        needs.jobs.hint(tx, queue, portalId)
      }
      const detail = { kind: credential, version: connected.version }
      const action = connected.outcome === 'rotated' ? 'credential.rotated' : 'credential.connected'
      await appendAudit(tx, [{ portalId, at, actor: 'operator', action, detail }])
      return connected.outcome
    })
  }

  const entered = route({
    method: 'POST',
    path: '/admin/portals/connect',
    summary: "Connects a HubSpot account by a private app's token or a service key, or puts another in its place.",
    door: needs.operatorDoor,
    body: ConnectPortalRequest,
    response: ConnectPortalResponse,
    async handle(_, request) {
      const { portalId } = request
      const token = request.token.trim()
      await check(portalId, token)
      const outcome = await connect({ ...request, token })
      // Here at once, and in every other process within a second.
      await needs.credentials.again(portalId)
      needs.log.info({ portalId, outcome, kind: request.credential }, 'a HubSpot account was connected by a token')
      return { outcome, report: await needs.connections.testHubSpot(portalId, 'operator') }
    },
  })

  return { routes: [entered] }
}
