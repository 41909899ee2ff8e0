import { join } from 'node:path'
import type { HubSpot } from '../../workbench/hubspot/hubspot.ts'
import {
  createPhoneNetwork,
  type PhoneNetwork,
  type PhoneNetworkOptions,
} from '../../workbench/phone-network/phone-network.ts'
import { openDatabase, type Database } from '../../relay/store/database.ts'
import { freePort } from '../../relay/store/embedded/free-port.ts'
import { openEmbedded } from '../../relay/store/embedded/open-embedded.ts'
import { phoneOf } from '../load/request.ts'
import { openHubSpot } from './open-hubspot.ts'
import type { Stage } from './perform.ts'
import { startRelay, type RelayProcess } from './relay-process.ts'
import { account, relaySettings, type StageLine } from './relay-settings.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** HubSpot, phones and one relay process on a PostgreSQL server of their own. */
export interface StageWorld {
  hubspot: HubSpot
  phones: PhoneNetwork
  /** For tables of one's own, and for waiting; figures are counted elsewhere. */
  database: Database
  /** Process id of the PostgreSQL server. */
  postgres: number
  relay: RelayProcess
  url: string
  lines: StageLine[]
  /** Id of the contact number 0; the others follow. */
  firstContact: number
}

export async function openWorld(
  stage: Stage,
  options: {
    people: number
    lines: number
    /** Of the lines, in turn; all carry SMS without it. */
    channels?: StageLine['channel'][]
    phones?: Partial<PhoneNetworkOptions>
    settings?: Record<string, string>
    /** Where the relay finds this database, if not at its own address. */
    databaseUrl?: (url: string) => Promise<string>
  },
): Promise<StageWorld> {
  const folder = temporaryFolder(stage)
  const embedded = await openEmbedded({ dataDir: join(folder, 'data') })
  stage.atEnd(() => embedded.stop())
  const database = openDatabase({ url: embedded.url, size: 4, onError: (error) => stage.say(error.message) })
  stage.atEnd(() => database.close())
  const hubspot = await openHubSpot(stage)
  const phones = createPhoneNetwork({ key: account.phoneKey, secret: account.webhookSecret, ...options.phones })
  await phones.listen()
  stage.atEnd(() => phones.close())

  const ids = Array.from({ length: options.people }, (_, person) =>
    Number(hubspot.seedContact(Number(account.portalId), { firstname: 'Ada', mobilephone: phoneOf(person) })),
  )
  const lines = Array.from({ length: options.lines }, (_, index): StageLine => ({
    id: `line-${index}`,
    provider: 'simulator',
    channel: options.channels?.[index % options.channels.length] ?? 'sms',
    address: `+1555010${String(index).padStart(4, '0')}`,
    url: phones.url,
  }))
  // Webhooks come to the public URL, which is the relay itself here, so its port is chosen beforehand.
  const port = await freePort(undefined)
  const url = `http://127.0.0.1:${port}`
  const env = relaySettings(
    { publicUrl: url, hubspotUrl: hubspot.url, lines },
    {
      PORT: String(port),
      DATABASE_URL: (await options.databaseUrl?.(embedded.url)) ?? embedded.url,
      LOG_LEVEL: 'info',
      ...options.settings,
    },
  )
  const relay = startRelay(stage, env, join(folder, 'relay.log'))
  await relay.ready
  for (const { address, id } of lines) {
    phones.registerLine({ address, callbackUrl: `${url}/webhooks/${account.portalId}/${id}` })
  }
  return { hubspot, phones, database, postgres: embedded.pid, relay, url, lines, firstContact: ids[0] ?? 0 }
}
