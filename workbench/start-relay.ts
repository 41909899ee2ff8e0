import path from 'node:path'
import pino from 'pino'
import { createRelay, type Relay } from '../relay/relay.ts'
import { openDatabase } from '../relay/store/database.ts'
import { openEmbedded } from '../relay/store/embedded/open-embedded.ts'
import { migrate } from '../relay/store/migrate.ts'
import { account, companyLines } from './cast.ts'
import type { HubSpot } from './hubspot/hubspot.ts'
import type { PhoneNetwork } from './phone-network/phone-network.ts'
import { relayConfig } from './relay-config.ts'
import { allProviders } from './simulator/all-providers.ts'

type Given = Omit<Parameters<typeof relayConfig>[0], 'hubspotUrl'> & {
  hubspot: HubSpot
  phones: PhoneNetwork
}

/** The relay on a database of its own, known to the phones; what ends it is put to `closing`. */
export async function startRelay(given: Given, closing: (() => Promise<unknown>)[]): Promise<Relay> {
  const { hubspot, phones, publicUrl, folder } = given
  const embedded = await openEmbedded({ dataDir: path.join(folder, 'relay') })
  closing.push(() => embedded.stop())
  const log = pino(
    { base: null, level: 'info' },
    pino.destination({ dest: path.join(folder, 'relay.log'), sync: true, mkdir: true }),
  )
  const database = openDatabase({
    url: embedded.url,
    onError: (error) => log.warn({ err: error }, 'a database connection broke; it is replaced'),
  })
  closing.push(() => database.close())
  await migrate(database.url)
  const config = relayConfig({ ...given, hubspotUrl: hubspot.url })
  const relay = await createRelay(config, { database, log, providers: allProviders })
  await relay.start()
  closing.push(() => relay.stop(5_000))
  for (const { address, id } of companyLines) {
    phones.registerLine({ address, callbackUrl: `${publicUrl}/webhooks/${account.portalId}/${id}` })
  }
  return relay
}
