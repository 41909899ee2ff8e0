import { createSecretKey, randomUUID } from 'node:crypto'
import { cardCallPaths, type CardCall, type CardCalls } from '../contract/card-function.ts'
import { signFunctionRequest } from '../contract/function-signature.ts'
import type { Problem } from '../contract/problem.ts'
import { oauthScopes } from '../relay/hubspot/oauth-scopes.ts'
import { signHubSpotRequest } from '../relay/hubspot/signature.ts'
import type { LineConfig } from '../relay/providers/line-config.ts'
import type { OAuthAccount } from '../workbench/hubspot/oauth/oauth-app.ts'
import { openRecord } from '../workbench/open-record.ts'
import { createWorld, functionSecret, type Answer, type TestContact, type World, type WorldOptions } from './world.ts'

const appSecret = 'client-secret-of-the-oauth-app'
const clientId = 'client-id-of-the-oauth-app'

/** What a browser was shown. */
export interface Page {
  status: number
  text: string
  headers: Headers
}

/** A browser with its cookies. */
export interface Browser {
  cookies: Map<string, string>
  /** Follows nothing. */
  open(url: string, init?: RequestInit): Promise<Response>
  /** From an install link to the page at the end, with this account's answer at HubSpot. */
  install(portalId: string, how?: InstallHow): Promise<Page>
  /** The same, but for the last step: the address that HubSpot sends the browser back to. */
  untilBack(portalId: string, how?: InstallHow): Promise<string>
  page(url: string): Promise<Page>
}

export interface InstallHow {
  link?: string
  answer?: 'agree' | 'deny'
  withhold?: string[]
}

interface PortalState {
  state: string
  access_token: string | null
  refresh_token: string | null
}

/** A world whose relay is also open to accounts that install the marketplace edition. */
export interface Marketplace extends World {
  browser(): Browser
  /** Asks as HubSpot does for a card's `hubspot.fetch`. `query` is what HubSpot adds. */
  byFetch<Call extends CardCall>(
    call: Call,
    request: Partial<CardCalls[Call]['request']>,
    query: Record<string, string>,
    how?: { secret?: string; target?: string; at?: string },
  ): Promise<Answer<CardCalls[Call]['response']>>
  workflowOf(body: unknown): Promise<Answer<{ outputFields: Record<string, string> }>>
  /** Asks as whoever runs the relay. */
  operator<Body>(path: string, request: unknown): Promise<Answer<Body>>
  /** Installs the app in an account that has a contact. `ask` opens the card, each time with a claim that HubSpot is asked about. */
  connect(portalId: string): Promise<{ portal: string; contact: TestContact; ask: () => Promise<Answer<unknown>> }>
  /** The next of the accounts given, so that each test can have one of its own. */
  nextPortal(): string
  connectNext(): ReturnType<Marketplace['connect']>
  /** What is stored of an account that has ever been connected. */
  stateOf(portalId: string): Promise<PortalState | undefined>
  contactOf(portalId: string, properties: Record<string, string>): TestContact
  timelineOf(portalId: string, contact: TestContact): string[]
}

/** A line on the world's phones that belongs to an account. */
export function lineOf(portalId: string, id: string, address: string): Omit<LineConfig, 'provider' | 'settings'> {
  return { portalId, id, label: `Line ${id} of ${portalId}`, channel: 'sms', address }
}

export async function createMarketplace(accounts: OAuthAccount[], options: WorldOptions = {}): Promise<Marketplace> {
  const key = Buffer.from('00112233445566778899aabbccddeeff102132435465768798a9bacbdcedfe0f', 'hex')
  const oauth = { clientId, clientSecrets: [appSecret], appUrl: '' }
  const world = await createWorld({
    ...options,
    config: { ...options.config, oauth, masterKeys: [createSecretKey(key)] },
  })
  const { hubspot } = world
  hubspot.oauth.registerApp({
    ...{ appId: 77, clientId, clientSecret: appSecret, redirectUrls: [`${world.url}/oauth/callback`] },
    requiredScopes: oauthScopes.required,
    optionalScopes: oauthScopes.optional,
    conditionallyRequiredScopes: oauthScopes.withWorkflows,
  })
  for (const account of accounts) hubspot.oauth.addAccount(account)

  function browser(): Browser {
    const cookies = new Map<string, string>()
    const self: Browser = {
      cookies,
      async open(url, init = {}) {
        const mine = url.startsWith(world.url) && cookies.size > 0
        const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
        const response = await fetch(url, { ...init, redirect: 'manual', headers: mine ? { cookie } : {} })
        for (const line of response.headers.getSetCookie()) {
          const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
          cookies.set(name, value)
        }
        return response
      },
      async page(url) {
        const response = await self.open(url)
        return { status: response.status, text: await response.text(), headers: response.headers }
      },
      async untilBack(portalId, { link = `${world.url}/oauth/install`, answer = 'agree', withhold = [] } = {}) {
        const sent = await self.open(link)
        const authorize = sent.headers.get('location')
        if (!authorize) throw new Error(`not sent to HubSpot: ${sent.status} ${await sent.text()}`)
        const shown = await self.open(authorize)
        if (shown.status !== 200) throw new Error(`HubSpot refuses the link: ${await shown.text()}`)
        const body = new URLSearchParams({ portalId, answer })
        for (const scope of withhold) body.append('withhold', scope)
        const back = (await self.open(authorize, { method: 'POST', body })).headers.get('location')
        if (!back) throw new Error('HubSpot sends nobody back')
        return back
      },
      install: async (portalId, how) => self.page(await self.untilBack(portalId, how)),
    }
    return self
  }

  async function post<Body>(url: string, body: Buffer, headers: Record<string, string>): Promise<Answer<Body>> {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: new Uint8Array(body),
    })
    const said = JSON.parse(await response.text()) as unknown
    return { status: response.status, body: said as Body, problem: said as Problem }
  }

  let given = 0
  const more: Omit<Marketplace, keyof World> = {
    browser,
    byFetch(call, request, query, { secret = appSecret, target = cardCallPaths[call], at = world.url } = {}) {
      const portal = query.portalId ? { portalId: query.portalId } : {}
      const contact = request.contact ? { contact: openRecord(request.contact) } : {}
      const body = Buffer.from(JSON.stringify({ ...portal, ...request, ...contact }))
      const full = `${target}${target.includes('?') ? '&' : '?'}${new URLSearchParams(query).toString()}`
      const asked = { method: 'POST', uri: at + full, body, now: new Date() }
      return post(at + full, body, signHubSpotRequest('v3', secret, asked))
    },
    workflowOf(request) {
      const body = Buffer.from(JSON.stringify(request))
      const target = '/workflow/send-message'
      const asked = { method: 'POST', uri: world.url + target, body, now: new Date() }
      return post(world.url + target, body, signHubSpotRequest('v2', appSecret, asked))
    },
    operator(target, request) {
      const body = Buffer.from(JSON.stringify(request))
      const asked = { id: randomUUID(), method: 'POST', target, body, now: new Date() }
      return post(world.url + target, body, {
        ...signFunctionRequest(world.config.operatorSecrets?.[0] ?? functionSecret, asked),
      })
    },
    async connect(portal) {
      const page = await more.browser().install(portal)
      if (page.status !== 200) throw new Error(page.text)
      const contact = more.contactOf(portal, { firstname: 'Ada', mobilephone: `+1202555${portal}` })
      let turn = 0
      const ask = () => {
        const claimed = { ...contact, properties: { firstname: String((turn += 1)) } }
        return more.byFetch('conversation', { contact: claimed }, { portalId: portal, userId: '7', appId: '77' })
      }
      return { portal, contact, ask }
    },
    nextPortal: () => String(accounts[given++]?.portalId),
    connectNext: () => more.connect(more.nextPortal()),
    async stateOf(portalId) {
      const text = 'select state, access_token, refresh_token from portal where portal_id = $1'
      const [row] = await world.database.query<PortalState>(text, [portalId])
      return row
    },
    contactOf: (portalId, properties) => ({ id: hubspot.seedContact(Number(portalId), properties), properties }),
    timelineOf: (portalId, contact) =>
      hubspot
        .timeline(Number(portalId), contact.id)
        .map(({ properties }) => properties.hs_communication_body ?? properties.hs_email_text ?? ''),
  }
  // The world's own members may change, so they are asked for anew each time.
  return Object.defineProperties(
    {},
    {
      ...Object.getOwnPropertyDescriptors(world),
      ...Object.getOwnPropertyDescriptors(more),
    },
  ) as Marketplace
}
