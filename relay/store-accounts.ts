import type { Routing } from '../contract/routing.ts'
import type { Accounts } from './account/account.ts'
import type { Config } from './config/config.ts'
import { listSettings, listSettingsKeys } from './config/list-settings.ts'
import { resumeAccount } from './message/resume-account.ts'
import type { LineConfig } from './providers/line-config.ts'
import type { Database } from './store/database.ts'
import { listSettled } from './store/account/read-taken.ts'
import { compareSettings } from './store/audit/compare-settings.ts'
import { storeLines } from './store/line/lines.ts'
import { listActivePortals, storePrivatePortal } from './store/portal/portals.ts'
import { tellSettings } from './store/audit/tell-settings.ts'

export interface StoreAccountsNeeds {
  database: Database
  accounts: Accounts
  now: () => Date
  /** Takes over into the settings of these accounts what the environment says of them, where that is still to be done. */
  takeOver: (
    environment: { lines: (LineConfig & { portalId: string })[]; routing: Routing },
    portalIds: readonly string[],
    leads: (portalId: string, lineId: string) => boolean,
  ) => Promise<void>
}

/**
 * Brings the stored accounts and their lines in step with the configuration. What waited for a line that is back goes on, and what
 * waited for the private account's credentials, which may be others now. Of an account that has settings of its own the lines were stored with
 * these.
 */
export async function storeAccounts(
  config: Config,
  { database, accounts, now, takeOver }: StoreAccountsNeeds,
): Promise<void> {
  const own = config.portal
  await storePrivatePortal(database, own && { portalId: own.id, credential: own.credential ?? 'private_app' }, now())
  // Nobody works yet who could be told; the sweep finds it when the relay begins.
  if (own) await resumeAccount(database.forPortal(own.id), { hint: () => undefined })
  // Accounts that are cut off, or are installed later, are told apart in the database at every claim.
  const withLines = config.lines.flatMap((line) => line.portalId ?? [])
  const portalIds = [...new Set([...(own ? [own.id] : []), ...withLines, ...(await listActivePortals(database))])]
  const lines = config.lines.map((line) => ({ ...line, portalId: line.portalId ?? own?.id ?? '' }))
  const leads = await leadElsewhere(config, database)
  await takeOver({ lines, routing: config.routing }, portalIds, leads)
  const settled = new Set(await listSettled(database))
  for (const portalId of portalIds) {
    // What is stored was stored with its lines; and one that this relay cannot read, a newer one having saved it, holds up no other.
    if (settled.has(portalId)) continue
    const { lines } = await accounts.of(portalId)
    const led = lines.list().map(({ line, provider }) => ({ line, provider, led: leads(portalId, line.id) }))
    await storeLines(database.forPortal(portalId), led)
  }
  // Only now, so that a start that ends in between finds what is different once more.
  await tellSettings(database, {
    settings: listSettings(config, portalIds, settled),
    keys: listSettingsKeys(config),
    at: now(),
  })
}

/**
 * Which lines of LINES have other settings than a relay last started with, or nobody can say: their key may be of another account of the vendor,
 * which knows nothing of what was sent before. By digests, so that a secret that only guards what comes in counts, too.
 */
async function leadElsewhere(
  config: Config,
  database: Database,
): Promise<(portalId: string, lineId: string) => boolean> {
  const settings = listSettings(config, [], new Set())
  const compared = await compareSettings(database, settings, listSettingsKeys(config))
  return (portalId, lineId) => compared({ portalId, name: `line ${lineId} settings` }) !== 'same'
}
