import { randomUUID } from 'node:crypto'
import pino from 'pino'
import { cardCallPaths, type CardCall, type CardCalls } from '../contract/card-function.ts'
import type { ConversationMessage } from '../contract/conversation.ts'
import { signFunctionRequest } from '../contract/function-signature.ts'
import type { Problem } from '../contract/problem.ts'
import type { Config } from '../relay/config/config.ts'
import { signHubSpotRequest } from '../relay/hubspot/signature.ts'
import { createRelay, type Parts, type Relay } from '../relay/relay.ts'
import { openDatabase, type Database } from '../relay/store/database.ts'
import { createHubSpot, type HubSpot } from '../workbench/hubspot/hubspot.ts'
import { openRecord } from '../workbench/open-record.ts'
import {
  createPhoneNetwork,
  type PhoneNetwork,
  type PhoneNetworkOptions,
} from '../workbench/phone-network/phone-network.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { freePort } from './free-port.ts'
import { clientSecret, functionSecret, portalId, scopes, worldConfig } from './world-config.ts'
import { allProviders } from '../workbench/simulator/all-providers.ts'

export { clientSecret, functionSecret, portalId }

/** An answer as a caller sees it. */
export interface Answer<Body> {
  status: number
  body: Body
  problem: Problem
}

export interface TestContact {
  id: string
  properties: Record<string, string | null>
}

/** HubSpot, a phone network and a relay between them, on a database of their own. */
export interface World {
  config: Config
  hubspot: HubSpot
  phones: PhoneNetwork
  database: Database
  relay: Relay
  url: string
  /** What the relay logged, a line each. */
  logged: string[]
  /** A contact in HubSpot, and what HubSpot would hand over of it. */
  contact(properties?: Record<string, string>): Promise<TestContact>
  /** A rep sends this text and it is accepted. Answers with the message's id. */
  accepted(contact: TestContact, body: string, how?: { line?: string; key?: string; subject?: string }): Promise<string>
  /** The contact's messages as the card shows them. */
  shown(contact: TestContact): Promise<ConversationMessage[]>
  /** Texts of the contact's timeline entries, newest first. */
  timeline(contact: TestContact): string[]
  /** Rows by table: what a refused request must not add to. */
  stored(): Promise<Record<string, number>>
  /** Asks as the app function does; `at` is another relay's address. */
  card<Call extends CardCall>(
    call: Call,
    request: Partial<CardCalls[Call]['request']>,
    at?: string,
  ): Promise<Answer<CardCalls[Call]['response']>>
  /** Posts as HubSpot does when a workflow reaches the action. */
  workflow(body: unknown): Promise<Answer<{ outputFields: Record<string, string> }>>
  /** A second relay on the same database, as a second process would be. Ends with the world. */
  another(parts?: Partial<Parts>): Promise<{ url: string; relay: Relay }>
  /** Ends this relay without ceremony, if there is one, and starts another on the same database. */
  restart(): Promise<void>
  close(): Promise<void>
}

export interface WorldOptions {
  config?: Partial<Config>
  /** Lines on the phone network besides the ordinary three. */
  extraLines?: Omit<Config['lines'][number], 'provider' | 'settings'>[]
  pace?: Partial<Config['pace']>
  phones?: Partial<PhoneNetworkOptions>
  parts?: Partial<Parts>
  searchLag?: number
  scopes?: string[]
  /** Instead of a new one; it is dropped at the end all the same. */
  testDatabase?: TestDatabase
  /** False: the relay is left to the test, which starts it as a process of its own. */
  relay?: boolean
}

export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const testDatabase = options.testDatabase ?? (await createTestDatabase())
  const hubspot = createHubSpot({
    portals: [
      {
        portalId: Number(portalId),
        accessToken: 'pat-na1-test',
        scopes: [...scopes, ...(options.scopes ?? [])],
      },
    ],
    behaviour: { searchLag: options.searchLag ?? 0 },
  })
  await hubspot.listen()
  const phones = createPhoneNetwork({
    key: 'phone-key',
    secret: 'phone-webhook-secret',
    deliverAfter: 20,
    ...options.phones,
  })
  await phones.listen()

  const config = worldConfig({
    databaseUrl: testDatabase.url,
    hubspotUrl: hubspot.url,
    phonesUrl: phones.url,
    config: options.config,
    extraLines: options.extraLines,
    pace: options.pace,
  })

  const logged: string[] = []
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) })
  let database!: Database
  let relay: Relay | undefined
  let url = ''
  const others: { relay: Relay; database: Database }[] = []
  const open = () => openDatabase({ url: testDatabase.url, onError: (error) => logged.push(String(error)) })
  async function start(withRelay: boolean): Promise<void> {
    database = open()
    // The port is chosen first, because signatures and callbacks name the public URL. A relay of the test's own keeps it.
    if (options.relay !== false || config.port === 0) config.port = await freePort()
    url = config.publicUrl = `http://127.0.0.1:${config.port}`
    if (withRelay) {
      relay = await createRelay(config, { database, log, providers: allProviders, ...options.parts })
      await relay.start()
    }
    for (const line of config.lines) {
      phones.registerLine({
        address: line.address,
        callbackUrl: `${url}/webhooks/${line.portalId ?? portalId}/${line.id}`,
      })
    }
  }
  await start(options.relay !== false)

  async function answerOf<Body>(response: Response): Promise<Answer<Body>> {
    const body = JSON.parse(await response.text()) as unknown
    return { status: response.status, body: body as Body, problem: body as Problem }
  }

  const world: World = {
    config,
    hubspot,
    phones,
    logged,
    get database() {
      return database
    },
    get relay() {
      if (!relay) throw new Error('this world has no relay of its own yet')
      return relay
    },
    get url() {
      return url
    },
    async contact(properties = { firstname: 'Ada', mobilephone: '+1 202 555 0143', email: 'ada@example.com' }) {
      const id = hubspot.seedContact(Number(portalId), properties)
      return {
        id,
        properties: { firstname: null, lastname: null, email: null, phone: null, mobilephone: null, ...properties },
      }
    },
    async accepted(contact, body, { line = 'sms', key = randomUUID(), subject } = {}) {
      const answer = await world.card('send-message', {
        contact,
        idempotencyKey: key,
        lineId: line,
        body,
        ...(subject ? { subject } : {}),
      })
      if (answer.status !== 200) throw new Error(`not accepted: ${JSON.stringify(answer.problem)}`)
      return answer.body.messageId
    },
    async shown(contact) {
      const answer = await world.card('conversation', { contact })
      if (answer.status !== 200) throw new Error(`not shown: ${JSON.stringify(answer.problem)}`)
      return answer.body.messages
    },
    timeline: (contact) =>
      hubspot
        .timeline(Number(portalId), contact.id)
        .map(({ properties }) => properties.hs_communication_body ?? properties.hs_email_text ?? ''),
    async stored() {
      const tables = 'message delivery message_event conversation inbox timeline_entry consent hubspot_event'.split(' ')
      const counts = tables.map((table) => `(select count(*)::int from ${table}) as ${table}`)
      const [row] = await database.query<Record<string, number>>(`select ${counts.join(', ')}`)
      return row ?? {}
    },
    async card(call, request, at = url) {
      const { contact } = request
      const body = Buffer.from(
        JSON.stringify({ portalId, ...request, ...(contact && { contact: openRecord(contact) }) }),
      )
      const target = cardCallPaths[call]
      const signed = signFunctionRequest(functionSecret, {
        id: randomUUID(),
        method: 'POST',
        target,
        body,
        now: new Date(),
      })
      return answerOf(
        await fetch(at + target, { method: 'POST', headers: { 'content-type': 'application/json', ...signed }, body }),
      )
    },
    async workflow(request) {
      const body = Buffer.from(JSON.stringify(request))
      const uri = `${url}/workflow/send-message`
      const signed = signHubSpotRequest('v2', clientSecret, { method: 'POST', uri, body, now: new Date() })
      return answerOf(
        await fetch(uri, { method: 'POST', headers: { 'content-type': 'application/json', ...signed }, body }),
      )
    },
    async another(parts) {
      const port = await freePort()
      const second = { ...config, port, publicUrl: `http://127.0.0.1:${port}` }
      const other = { database: open() }
      const created = await createRelay(second, { database: other.database, log, providers: allProviders, ...parts })
      others.push({ ...other, relay: created })
      return { relay: created, url: (await created.start()).url }
    },
    async restart() {
      await relay?.stop(0)
      await database.close()
      await start(true)
    },
    async close() {
      for (const one of [...others, { relay, database }]) {
        await one.relay?.stop()
        await one.database.close()
      }
      await phones.close()
      await hubspot.close()
      await testDatabase.drop()
    },
  }
  return world
}
