import { createSecretKey } from 'node:crypto'
import path from 'node:path'
import type { Config } from '../relay/config/config.ts'
import { account } from './cast.ts'
import type { EditionName } from './page/api.ts'
import type { WorkbenchState } from './state.ts'

/** The configuration of the workbench's relay: one account, by the edition that is open. */
export function relayConfig(given: {
  edition: EditionName
  relayPort: number
  /** What HubSpot and the phone network call it by. */
  publicUrl: string
  hubspotUrl: string
  secrets: WorkbenchState['secrets']
  folder: string
}): Config {
  const { clientId } = account
  return {
    host: '127.0.0.1',
    port: given.relayPort,
    publicUrl: given.publicUrl,
    databaseUrl: null,
    dataDir: path.join(given.folder, 'relay'),
    logLevel: 'info',
    defaultCountry: 'US',
    ...(given.edition === 'private'
      ? {
          portal: {
            id: String(account.portalId),
            accessToken: given.secrets.token,
            clientSecrets: [given.secrets.client],
            functionSecrets: [given.secrets.function],
          },
        }
      : {
          portal: null,
          oauth: { clientId, clientSecrets: [given.secrets.client], appUrl: given.hubspotUrl },
          operatorSecrets: [given.secrets.operator],
        }),
    masterKeys: [createSecretKey(Buffer.from(given.secrets.master, 'hex'))],
    hubspotUrl: given.hubspotUrl,
    // Everything is on this machine. What the account has configured it is given when it runs.
    ...{ lines: [], routing: {}, allowedHosts: ['127.0.0.0/8'] },
    // A person is watching, so the timeline hears of changes sooner than it would in ordinary life.
    pace: {
      timelineGather: 1_000,
      timelineUpdate: 3_000,
      timelineDoubt: 30_000,
      settle: 10_000,
      jobExpire: undefined,
      catchUp: 30_000,
      letPass: 60_000,
    },
  }
}
