import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { cardCallPaths } from '../../contract/card-function.ts'
import { oauthScopes } from '../../relay/hubspot/oauth-scopes.ts'
import { signHubSpotRequest } from '../../relay/hubspot/signature.ts'
import { openDatabase, type Database } from '../../relay/store/database.ts'
import { openEmbedded } from '../../relay/store/embedded/open-embedded.ts'
import type { HubSpot } from '../../workbench/hubspot/hubspot.ts'
import { createPhoneNetwork } from '../../workbench/phone-network/phone-network.ts'
import { openRecord } from '../../workbench/open-record.ts'
import { openHubSpot } from './open-hubspot.ts'
import type { Stage } from './perform.ts'
import { startRelay } from './relay-process.ts'
import { account, relaySettings } from './relay-settings.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** Every line's id: in each account it is another line. */
export const lineId = 'line'
const app = { clientId: 'client-id-of-the-stage', clientSecret: 'oauth-client-secret-of-the-stage' }
/** What HubSpot knows the relays by; whichever of them is asked, this is what is signed. */
export const publicUrl = 'https://relay.stage.example'

/** HubSpot with many accounts, and relay processes that serve them together on one database. */
export interface Marketplace {
  hubspot: HubSpot
  database: Database
  relays: string[]
  portals: number[]
  /** The one line that every account has, each of its own. */
  line: { address: string }
  /** What signs HubSpot's requests in the app's name. */
  appSecret: string
  /** An admin installs the app, beginning at one relay and ending at another. Throws what the page says when it fails. */
  install(portalId: number): Promise<void>
  /** A card of the account is opened; the claim is new each time, so that HubSpot is asked with the account's token. */
  ask(portalId: number, relay: number): Promise<number>
}

export async function openMarketplace(
  stage: Stage,
  options: {
    portals: number
    relays: number
    /** Has each account a line of its own? Else one of the private account's is all there is. */
    ownLines?: boolean
  },
): Promise<Marketplace> {
  const folder = temporaryFolder(stage)
  const embedded = await openEmbedded({ dataDir: join(folder, 'data') })
  stage.atEnd(() => embedded.stop())
  const database = openDatabase({ url: embedded.url, size: 2, onError: (error) => stage.say(error.message) })
  stage.atEnd(() => database.close())
  const hubspot = await openHubSpot(stage)
  const phones = createPhoneNetwork({ key: account.phoneKey, secret: account.webhookSecret })
  await phones.listen()
  stage.atEnd(() => phones.close())

  hubspot.oauth.registerApp({
    ...{ appId: 77, ...app, redirectUrls: [`${publicUrl}/oauth/callback`], requiredScopes: oauthScopes.required },
    conditionallyRequiredScopes: oauthScopes.withWorkflows,
    optionalScopes: oauthScopes.optional,
  })
  const portals = Array.from({ length: options.portals }, (_, index) => 800_001 + index)
  for (const portalId of portals) hubspot.oauth.addAccount({ portalId })

  const line = { id: lineId, provider: 'simulator', channel: 'sms', address: '+15550100000', url: phones.url } as const
  const { phoneKey: key, webhookSecret } = account
  const ownLines = portals.map((portalId) => ({
    ...{ id: lineId, portalId: String(portalId), label: `Line of ${portalId}`, provider: 'simulator', channel: 'sms' },
    ...{ address: line.address, settings: { url: phones.url, key, webhookSecret } },
  }))
  const env = relaySettings(
    { publicUrl, hubspotUrl: hubspot.url, lines: [line] },
    {
      DATABASE_URL: embedded.url,
      HUBSPOT_APP_URL: hubspot.url,
      HUBSPOT_OAUTH_CLIENT_ID: app.clientId,
      HUBSPOT_OAUTH_CLIENT_SECRET: app.clientSecret,
      HOMING_MASTER_KEY: randomBytes(32).toString('base64'),
      // Accounts that leave, and come back, are told there, too; the stage's HubSpot is this machine.
      HUBSPOT_JOURNAL_HOSTS: new URL(hubspot.url).host,
      LOG_LEVEL: 'info',
      ...(options.ownLines ? { LINES: JSON.stringify(ownLines) } : {}),
    },
  )
  const relays = await Promise.all(
    Array.from(
      { length: options.relays },
      (_, index) => startRelay(stage, env, join(folder, `relay-${index}.log`)).ready,
    ),
  )

  const contacts = new Map<number, string>()
  let turn = 0

  return {
    hubspot,
    database,
    relays,
    portals,
    line,
    appSecret: app.clientSecret,
    async install(portalId) {
      const [begins, ends] = [relays[portalId % relays.length]!, relays[(portalId + 1) % relays.length]!]
      const begun = await fetch(`${begins}/oauth/install`, { redirect: 'manual' })
      const cookie = begun.headers.getSetCookie()[0]?.split(';')[0] ?? ''
      const agreed = await fetch(begun.headers.get('location') ?? '', {
        method: 'POST',
        body: new URLSearchParams({ portalId: String(portalId), answer: 'agree' }),
        redirect: 'manual',
      })
      const back = (agreed.headers.get('location') ?? '').replace(publicUrl, ends)
      const page = await fetch(back, { headers: { cookie } })
      const text = await page.text()
      if (page.status !== 200) throw new Error(`portal ${portalId} could not be installed: ${text}`)
      if (!contacts.has(portalId)) contacts.set(portalId, hubspot.seedContact(portalId, { firstname: 'Ada' }))
    },
    async ask(portalId, relay) {
      turn += 1
      const target = `${cardCallPaths.conversation}?portalId=${portalId}&userId=7&userEmail=ann%40company.example&appId=77`
      const contact = openRecord({ id: contacts.get(portalId) ?? '1', properties: { firstname: `Claim ${turn}` } })
      const body = Buffer.from(JSON.stringify({ portalId: String(portalId), contact }))
      const asked = { method: 'POST', uri: publicUrl + target, body, now: new Date() }
      const headers = { 'content-type': 'application/json', ...signHubSpotRequest('v3', app.clientSecret, asked) }
      const url = relays[relay % relays.length]! + target
      const response = await fetch(url, {
        method: 'POST',
        headers,
        body,
        signal: AbortSignal.any([stage.signal, AbortSignal.timeout(40_000)]),
      })
      await response.text()
      return response.status
    },
  }
}
