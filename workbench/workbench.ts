import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { buildProject } from '../project/build.ts'
import { buildCard } from '../project/build-card.ts'
import { buildMarketplace } from '../project/build-marketplace.ts'
import { projectRoot } from '../project/project-root.ts'
import type { Relay } from '../relay/relay.ts'
import { beginAnew } from './begin-anew.ts'
import { account, contacts, owners, phonesWithout, roles, teams, users } from './cast.ts'
import { writeCommandEnvironment } from './command-environment.ts'
import { companySettings } from './company-settings.ts'
import { createCrm } from './crm.ts'
import { createFetchProxy } from './fetch-proxy/fetch-proxy.ts'
import { readApp } from './fetch-proxy/read-app.ts'
import { startFunctions } from './functions/start-functions.ts'
import { giveSettings } from './give-settings.ts'
import { holdFolder } from './hold-folder.ts'
import { createEventSender } from './hubspot/event-sender.ts'
import { createHubSpot } from './hubspot/hubspot.ts'
import { createWorkflow } from './hubspot/workflow.ts'
import { createMail } from './mail/create-mail.ts'
import { installMarketplace } from './marketplace/install-marketplace.ts'
import type { EditionName } from './page/api.ts'
import { buildPage } from './page-bundle.ts'
import { createPhoneNetwork } from './phone-network/phone-network.ts'
import { createPageServer } from './page-server.ts'
import { pickPort } from './pick-port.ts'
import { refuseTakenPort } from './refuse-taken-port.ts'
import { openSampleFiles } from './sample-files.ts'
import { startRelay } from './start-relay.ts'
import { createStateFile, type WorkbenchState } from './state.ts'

export interface Workbench {
  url: string
  relay: Relay
  /** A file with what the relay's commands need to know. */
  environment: string
  close(): Promise<void>
}

export interface WorkbenchOptions {
  /** Default: private. */
  edition?: EditionName
  port: number
  /** Forget what was kept. */
  fresh?: boolean
  /** Where everything is kept; git-ignored. */
  folder: string
  /** Told what is going on while it starts. */
  tell?: (line: string) => void
}

/** What the profile calls the relay by: HubSpot takes https addresses only. */
const publicUrl = 'https://relay.company.example'

/** Milliseconds between two looks whether anything is worth saving. */
const saveEvery = 1_000

/**
 * HubSpot, the phone network, a mail system and the relay on this machine, and the page that shows them. The card is
 * the built bundle of one edition, the private one's function runs in HubSpot's own local runtime, the other's fetches are
 * signed as HubSpot does, the relay is the one that goes into production.
 */
export async function createWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const { edition = 'private', folder, tell = () => undefined } = options
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
    const held = await holdFolder(folder)
    closing.push(() => held.release())
    await refuseTakenPort(options.port, edition)
    if (options.fresh) await beginAnew(folder)

    tell(edition === 'private' ? 'building the card, the function and the page' : 'building the card and the page')
    await (edition === 'private' ? buildProject() : buildMarketplace())
    const project = edition === 'private' ? projectRoot : path.join(projectRoot, 'build/marketplace')
    const card = await buildCard(path.join(folder, 'card'), project)
    const [page, bundle] = await Promise.all([buildPage(), readFile(card.file, 'utf8')])

    const file = createStateFile(folder)
    const kept = await file.read()
    const secrets = { ...newSecrets(), ...kept?.secrets }

    const relayPort = await pickPort(kept?.relayPort ?? 0)
    const relayUrl = `http://127.0.0.1:${relayPort}`
    const reach = (url: string) => (url.startsWith(publicUrl) ? relayUrl + url.slice(publicUrl.length) : url)

    const hubspot = createHubSpot({
      portals: [
        {
          portalId: account.portalId,
          accessToken: secrets.token,
          // The app with OAuth gets its scopes when it is installed; until then the account has no app.
          scopes: edition === 'private' ? privateScopes : [],
          timeZone: account.timezone,
          ...{ owners, users, roles, teams },
        },
      ],
      behaviour: { searchLag: 2_000 },
    })
    const webhooksFile = path.join(project, 'src/app/webhooks/webhooks-hsmeta.json')
    const { portalId } = account
    const sender = { portalId, clientSecret: secrets.client, webhooksFile, relayUrl: publicUrl, reach }
    const events = await createEventSender(sender)
    closing.push(async () => events.close())
    const crm = createCrm(hubspot, account.portalId, events)
    const phones = createPhoneNetwork({
      without: phonesWithout,
      key: secrets.phoneKey,
      secret: secrets.phoneWebhook,
      deliverAfter: 3_500,
      webhooks: { reach },
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

    const samples = await openSampleFiles(kept?.filesPort ?? 0)
    closing.push(() => samples.close())

    tell('opening the database')
    const relay = await startRelay({ edition, relayPort, publicUrl, hubspot, phones, secrets, folder }, closing)

    tell(edition === 'private' ? "starting HubSpot's own function runtime" : 'installing the app by OAuth')
    const app = await readApp(project, publicUrl)
    const functions = edition === 'private' ? await startFunctions({ crm, secrets, relayUrl }, closing) : null
    if (!functions) await installMarketplace({ hubspot, secrets, app, publicUrl, reach })
    const secret = edition === 'private' ? secrets.function : secrets.operator
    await giveSettings({ url: relayUrl, secret }, companySettings({ phonesUrl: phones.url, mail, secrets }))
    const { appId } = account
    const proxy = createFetchProxy({
      ...{ installed: { portalId, appId }, clientSecret: secrets.client, reach },
      permittedOrigins: app.permittedOrigins,
    })
    const workflow = createWorkflow({
      hubspot,
      portalId: account.portalId,
      clientSecret: secrets.client,
      firstDelay: 2_000,
      deliverTo: { [publicUrl]: relayUrl },
    })
    closing.push(() => workflow.close())

    const server = await createPageServer({
      ...{ edition, page, bundle, crm, hubspot, phones, mail, workflow, functions, proxy },
      sampleFiles: samples.links,
      relayUrl: publicUrl,
    })
    const url = await server.listen(options.port)
    closing.push(() => server.close())
    held.openAt(url)
    const environment = await writeCommandEnvironment({ folder, edition, relayPort, secrets })

    const snapshot = (): WorkbenchState => ({
      hubspot: hubspot.snapshot(),
      phones: phones.snapshot(),
      mail: mail.snapshot(),
      secrets,
      relayPort,
      filesPort: samples.port,
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
    return { url, relay, environment, close }
  }
}

const privateScopes = [
  'oauth',
  'crm.objects.contacts.read',
  'crm.objects.contacts.write',
  'sales-email-read',
  'crm.objects.owners.read',
  'automation',
]

function newSecrets(): WorkbenchState['secrets'] {
  const secret = () => randomBytes(24).toString('hex')
  return {
    client: secret(),
    function: secret(),
    operator: secret(),
    token: `pat-na1-${secret()}`,
    phoneKey: secret(),
    phoneWebhook: secret(),
    master: randomBytes(32).toString('hex'),
  }
}
