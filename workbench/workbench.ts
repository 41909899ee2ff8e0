import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import pino from 'pino'
import { buildProject } from '../project/build.ts'
import { buildCard } from '../project/build-card.ts'
import type { Config } from '../relay/config.ts'
import { createRelay, type Relay } from '../relay/relay.ts'
import { openDatabase } from '../relay/store/database.ts'
import { openEmbedded } from '../relay/store/embedded/open-embedded.ts'
import { migrate } from '../relay/store/migrate.ts'
import { account, companyLines, companyRouting, contacts, phonesWithout } from './cast.ts'
import { createCrm } from './crm.ts'
import { createFunctionRuntime } from './functions/function-runtime.ts'
import { createHubSpot } from './hubspot/hubspot.ts'
import { createWorkflow } from './hubspot/workflow.ts'
import { createMail } from './mail/create-mail.ts'
import { buildPage } from './page-bundle.ts'
import { createPhoneNetwork } from './phone-network/phone-network.ts'
import { createPageServer } from './page-server.ts'
import { pickPort } from './pick-port.ts'
import { createStateFile, type WorkbenchState } from './state.ts'

export interface Workbench {
  url: string
  relay: Relay
  close(): Promise<void>
}

export interface WorkbenchOptions {
  port: number
  /** Where everything is kept; git-ignored. */
  folder: string
  /** Told what is going on while it starts. */
  tell?: (line: string) => void
}

/** Milliseconds between two looks whether anything is worth saving. */
const saveEvery = 1_000

/**
 * HubSpot, the phone network, a mail system and the relay on this machine, and the page that shows them. The card is
 * the built bundle, the function runs in HubSpot's own local runtime, the relay is the one that goes into production.
 */
export async function createWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const tell = options.tell ?? (() => undefined)
  const closing: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end()
  }
  try {
    return await start()
  } catch (error) {
    await close()
    throw error
  }

  async function start(): Promise<Workbench> {
    tell('building the card, the function and the page')
    await buildProject()
    const card = await buildCard(path.join(options.folder, 'card'))
    const [page, bundle] = await Promise.all([buildPage(), readFile(card.file, 'utf8')])

    const file = createStateFile(options.folder)
    const kept = await file.read()
    const secrets = kept?.secrets ?? newSecrets()

    const hubspot = createHubSpot({
      portals: [
        {
          portalId: account.portalId,
          accessToken: secrets.token,
          scopes: [
            'oauth',
            'crm.objects.contacts.read',
            'crm.objects.contacts.write',
            'sales-email-read',
            'automation',
          ],
          timeZone: account.timezone,
        },
      ],
      behaviour: { searchLag: 2_000 },
    })
    const crm = createCrm(hubspot, account.portalId)
    const phones = createPhoneNetwork({
      without: phonesWithout,
      key: secrets.phoneKey,
      secret: secrets.phoneWebhook,
      deliverAfter: 3_500,
    })
    const mail = createMail({ domain: 'company.example' })
    if (kept) {
      hubspot.restore(kept.hubspot)
      phones.restore(kept.phones)
      await mail.restore(kept.mail)
    } else for (const contact of contacts) hubspot.seedContact(account.portalId, contact)
    await hubspot.listen()
    closing.push(() => hubspot.close())
    await phones.listen()
    closing.push(() => phones.close())
    await mail.listen()
    closing.push(() => mail.close())

    tell('opening the database')
    const embedded = await openEmbedded({ dataDir: path.join(options.folder, 'relay') })
    closing.push(() => embedded.stop())
    const log = pino(
      { base: null, level: 'info' },
      pino.destination({ dest: path.join(options.folder, 'relay.log'), sync: true, mkdir: true }),
    )
    const database = openDatabase({
      url: embedded.url,
      onError: (error) => log.warn({ err: error }, 'a database connection broke; it is replaced'),
    })
    closing.push(() => database.close())
    await migrate(database.url)

    const relayPort = await pickPort(kept?.relayPort ?? 0)
    const relayUrl = `http://127.0.0.1:${relayPort}`
    const relay = await createRelay(
      relayConfig({
        relayPort,
        relayUrl,
        hubspotUrl: hubspot.url,
        phonesUrl: phones.url,
        mail,
        secrets,
        folder: options.folder,
      }),
      { database, log },
    )
    await relay.start()
    closing.push(() => relay.stop(5_000))
    for (const line of companyLines) {
      phones.registerLine({ address: line.address, callbackUrl: `${relayUrl}/webhooks/${account.portalId}/${line.id}` })
    }

    tell("starting HubSpot's own function runtime")
    const functions = await createFunctionRuntime({
      portalId: account.portalId,
      secrets: {
        HOMING_FUNCTION_SECRET: secrets.function,
        HOMING_PORTAL_ID: String(account.portalId),
        HOMING_RELAY_URL: relayUrl,
      },
      readProperties: (contactId, names) => {
        const contact = crm.contact(contactId)
        return contact && Object.fromEntries(names.map((name) => [name, contact.properties[name] ?? null]))
      },
    })
    closing.push(() => functions.close())
    const workflow = createWorkflow({
      hubspot,
      portalId: account.portalId,
      clientSecret: secrets.client,
      firstDelay: 2_000,
    })
    closing.push(() => workflow.close())

    const server = await createPageServer({ page, bundle, crm, hubspot, phones, mail, workflow, functions, relayUrl })
    const url = await server.listen(options.port)
    closing.push(() => server.close())

    const snapshot = (): WorkbenchState => ({
      hubspot: hubspot.snapshot(),
      phones: phones.snapshot(),
      mail: mail.snapshot(),
      secrets,
      relayPort,
    })
    let changed = true
    for (const each of [hubspot, phones, mail]) each.onChange(() => (changed = true))
    const saving = setInterval(() => {
      if (!changed) return
      changed = false
      void file.write(snapshot())
    }, saveEvery)
    closing.push(async () => {
      clearInterval(saving)
      await file.write(snapshot())
    })
    return { url, relay, close }
  }
}

function newSecrets(): WorkbenchState['secrets'] {
  const secret = () => randomBytes(24).toString('hex')
  return {
    client: secret(),
    function: secret(),
    token: `pat-na1-${secret()}`,
    phoneKey: secret(),
    phoneWebhook: secret(),
  }
}

function relayConfig(given: {
  relayPort: number
  relayUrl: string
  hubspotUrl: string
  phonesUrl: string
  mail: { smtpPort: number; imapPort: number; password: string }
  secrets: WorkbenchState['secrets']
  folder: string
}): Config {
  const phone = { url: given.phonesUrl, key: given.secrets.phoneKey, webhookSecret: given.secrets.phoneWebhook }
  const email = {
    smtp: { host: '127.0.0.1', port: given.mail.smtpPort, secure: 'none' },
    imap: {
      host: '127.0.0.1',
      port: given.mail.imapPort,
      secure: 'none',
      user: 'sales@company.example',
      password: given.mail.password,
    },
    fromName: 'Company Sales',
  }
  return {
    host: '127.0.0.1',
    port: given.relayPort,
    publicUrl: given.relayUrl,
    databaseUrl: null,
    dataDir: path.join(given.folder, 'relay'),
    logLevel: 'info',
    defaultCountry: 'US',
    portal: {
      id: String(account.portalId),
      accessToken: given.secrets.token,
      clientSecrets: [given.secrets.client],
      functionSecrets: [given.secrets.function],
    },
    hubspotUrl: given.hubspotUrl,
    routing: companyRouting,
    lines: companyLines.map((line) => ({
      ...line,
      provider: line.channel === 'email' ? 'email' : 'simulator',
      settings: line.channel === 'email' ? email : phone,
    })),
    // A person is watching, so the timeline hears of changes sooner than it would in ordinary life.
    pace: {
      timelineGather: 1_000,
      timelineUpdate: 3_000,
      timelineDoubt: 30_000,
      settle: 10_000,
      jobExpire: undefined,
      catchUp: 30_000,
    },
  }
}
