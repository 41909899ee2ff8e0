import { join } from 'node:path'
import { createMail, type Mail } from '../../../workbench/mail/create-mail.ts'
import type { HubSpot } from '../../../workbench/hubspot/hubspot.ts'
import { openDatabase, type Database } from '../../../relay/store/database.ts'
import { freePort } from '../../../relay/store/embedded/free-port.ts'
import { openEmbedded } from '../../../relay/store/embedded/open-embedded.ts'
import { openHubSpot } from '../../stage/open-hubspot.ts'
import type { Stage } from '../../stage/perform.ts'
import { startRelay, type RelayProcess } from '../../stage/relay-process.ts'
import { account, relaySettings } from '../../stage/relay-settings.ts'
import { temporaryFolder } from '../../stage/temporary-folder.ts'
import { waitUntil } from '../providers/wait-until.ts'
import { openFileServer } from './file-server.ts'
import { openLines, type OpenLine } from './open-lines.ts'

/** One relay process with all lines, its vendors and HubSpot. */
export interface TrafficWorld {
  hubspot: HubSpot
  mail: Mail
  /** For waiting alone; what became of things is judged elsewhere. */
  database: Database
  lines: ReadonlyMap<string, OpenLine>
  publicUrl: string
  filesUrl: string
  logFile: string
  relay: RelayProcess
  /** Of that relay, so that another can be started beside it. */
  env: Record<string, string>
}

/** Shortened, so that what follows is seen within seconds. */
const pace = {
  TIMELINE_GATHER_MS: '300',
  TIMELINE_UPDATE_MS: '700',
  TIMELINE_DOUBT_MS: '23000',
  SETTLE_MS: '1500',
  CATCH_UP_MS: '6000',
}

/** `own`: settings of the relay that have the last word. `files`: where what is sent lies, instead of the small files of each kind. */
export async function openTrafficWorld(
  stage: Stage,
  own: Record<string, string> = {},
  files?: string,
): Promise<TrafficWorld> {
  const folder = temporaryFolder(stage)
  const logFile = join(folder, 'relay.log')
  const embedded = await openEmbedded({ dataDir: join(folder, 'data') })
  stage.atEnd(() => embedded.stop())
  const database = openDatabase({ url: embedded.url, size: 2, onError: (error) => stage.say(error.message) })
  stage.atEnd(() => database.close())
  const hubspot = await openHubSpot(stage)
  const mail = createMail()
  await mail.listen()
  stage.atEnd(() => mail.close())
  const opened = await openLines(stage, mail)
  const filesUrl = files ?? (await openFileServer(stage))
  const port = await freePort(undefined)
  const publicUrl = `http://127.0.0.1:${port}`
  const env = relaySettings(
    { publicUrl, hubspotUrl: hubspot.url, lines: [] },
    {
      ...pace,
      PORT: String(port),
      DATABASE_URL: embedded.url,
      DEFAULT_COUNTRY: 'DE',
      ROUTING: JSON.stringify({ attachmentHosts: [new URL(filesUrl).host] }),
      LINES: JSON.stringify(
        opened.map(({ id, provider, channel, address, settings }) => ({
          id,
          label: id,
          provider,
          channel,
          address,
          settings,
        })),
      ),
    },
  )
  const relay = startRelay(stage, { ...env, ...own }, logFile)
  await relay.ready
  const withHistory = opened
    .filter(({ history, provider }) => history !== undefined || provider === 'email')
    .map(({ id }) => id)
  const statement = 'select count(*)::int as waiting from line where cursor is null and id = any($1)'
  const all = await waitUntil(async () => {
    const [row] = await database.query<{ waiting: number }>(statement, [withHistory])
    return row?.waiting === 0
  }, 60_000)
  if (!all) throw new Error('the relay did not look into every history within a minute')
  return {
    hubspot,
    mail,
    database,
    lines: new Map(opened.map((line) => [line.id, line])),
    publicUrl,
    filesUrl,
    logFile,
    relay,
    env,
  }
}

/** Gives every item a contact of its own. */
export function seedContacts(
  hubspot: HubSpot,
  items: readonly { contact: { id: string; properties: Record<string, string | null> } }[],
): void {
  for (const { contact } of items) {
    const given = Object.entries(contact.properties).filter((entry): entry is [string, string] => entry[1] !== null)
    contact.id = hubspot.seedContact(Number(account.portalId), Object.fromEntries(given))
  }
}
