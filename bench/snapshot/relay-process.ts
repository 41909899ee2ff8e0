import type { Account, Accounts } from '../../relay/account/account.ts'
import { readConfig } from '../../relay/config/config.ts'
import { createLog } from '../../relay/process/log.ts'
import { createRelay } from '../../relay/relay.ts'
import { openDatabase } from '../../relay/store/database.ts'
import { allProviders } from '../../workbench/simulator/all-providers.ts'

let isPinned = false

/** What accounts have configured, as it was when it was asked for first, while the process is told to keep to that. */
function pinnable(live: Accounts): Accounts {
  const pinned = new Map<string, Promise<Account>>()
  function keep(portalId: string): Promise<Account> {
    const kept = pinned.get(portalId) ?? live.of(portalId)
    pinned.set(portalId, kept)
    return kept
  }
  return {
    ...live,
    of: (portalId) => (isPinned ? keep(portalId) : live.of(portalId)),
    holds: (portalId, version) => isPinned || live.holds(portalId, version),
    at: (portalId, version) => (isPinned ? keep(portalId) : live.at(portalId, version)),
  }
}

// A relay whose snapshots are pinned with SIGUSR2, and live again with the next.
const config = readConfig(process.env)
const log = createLog({ level: config.logLevel })
const database = openDatabase({ url: config.databaseUrl ?? '', onError: (err) => log.warn({ err }, 'broken') })
const relay = await createRelay(config, { database, log, providers: allProviders, accounts: pinnable })
process.on('SIGUSR2', () => {
  isPinned = !isPinned
  log.info({ isPinned }, 'snapshots')
})
process.on('SIGTERM', () => void relay.stop(5_000).then(() => process.exit(0)))
const { url } = await relay.start()
log.info({ url }, 'relay is ready')
