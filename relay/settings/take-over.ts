import type { Logger } from 'pino'
import type { Sections } from '../account/sections/section-rules.ts'
import { Invalid } from '../errors.ts'
import { privateHosts } from '../providers/private-hosts.ts'
import { storeHosts } from '../store/account/store-hosts.ts'
import { readTaken, storeTaken, wasAnyTaken } from '../store/account/read-taken.ts'
import { readAccount } from '../store/account/read-account.ts'
import type { Vault } from '../vault/vault.ts'
import { environmentPart, type EnvironmentSettings } from '../account/environment-part.ts'
import { createSaveSettings } from './save-settings.ts'
import type { SettingsNeeds } from './settings-needs.ts'
import { takenDigest } from './taken-digest.ts'

/**
 * Takes over what stands in LINES and ROUTING, once for each account, as its first version; from then on nothing there is read for it,
 * and whoever changes it there is told so, with a master key or without. Without one all stays in force as it is where nothing is stored.
 * Several processes that start at once take over once. `leads`: whether a line has been changed there since a relay last started with
 * it, so that it may lead elsewhere.
 */
export function createTakeOver(
  needs: Omit<SettingsNeeds, 'checkNamed'> & { log: Logger },
): (
  environment: EnvironmentSettings,
  portalIds: readonly string[],
  leads: (portalId: string, lineId: string) => boolean,
) => Promise<void> {
  const { database, vault, log } = needs
  const save = createSaveSettings({ ...needs, checkNamed: () => Promise.resolve({ mistakes: [], notes: [] }) })

  return async (environment, portalIds, leads) => {
    const isUpgrade = !(await wasAnyTaken(database))
    const hasLines = environment.lines.length > 0
    for (const portalId of portalIds) {
      const portal = database.forPortal(portalId)
      const part = environmentPart(environment, portalId)
      const taken = await readTaken(portal)
      if (Object.keys(part).length === 0) {
        // Of whoever takes the variables away nobody asks why; who takes one account out may mean to end its lines.
        if (taken !== null && hasLines) tellIgnored(portalId, ignored.gone)
      } else if (taken !== null) {
        const isSame = vault && takenDigest(vault, portalId).isOf(part, taken)
        if (!isSame) tellIgnored(portalId, isSame === false ? ignored.changed : ignored.unknown)
      } else if ((await readAccount(portal)) !== null) {
        tellIgnored(portalId, ignored.changed)
      } else if (vault && (part.lines || isUpgrade)) await takeOver(portalId, part, vault, leads)
    }
  }

  async function takeOver(
    portalId: string,
    part: Sections,
    vault: Vault,
    leads: (portalId: string, lineId: string) => boolean,
  ): Promise<void> {
    const named = (part.lines ?? []).flatMap((line) => {
      const provider = needs.providers.get(line.provider)
      return provider ? [{ provider, settings: line.settings }] : []
    })
    const hosts = await privateHosts(named, needs.reachOf([]))
    const by = { by: 'relay', action: 'setting.taken_over' } as const
    try {
      const { version, changed } = await save({
        ...{ ...by, portalId, reason: 'taken over from LINES and ROUTING' },
        ...{ edited: 0, keep: 0, sections: { ...part }, wasInUse: true },
        leads: (lineId) => leads(portalId, lineId),
        async also(tx) {
          await storeHosts(tx, hosts)
          await storeTaken(tx, takenDigest(vault, portalId).seal(part))
        },
      })
      if (changed.length === 0) return
      log.warn(
        { portalId, version, changed: Object.keys(part) },
        'what LINES and ROUTING say of this account is taken over into its settings: from now on it is changed there, and not read here',
      )
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      // Another process was first.
      if (error.status === 412) return
      log.error(
        { portalId, code: error.code, reason: error.message },
        'what LINES and ROUTING say of this account could not be taken over, and stays in force as it is',
      )
    }
  }

  function tellIgnored(portalId: string, why: string): void {
    log.warn({ portalId }, `${why}: its settings are stored; change them by "npm run relay -- settings"`)
  }
}

const ignored = {
  changed: 'LINES or ROUTING were changed, and are not read for this account',
  gone: 'LINES and ROUTING say nothing any more of this account, which goes on with what it has',
  unknown: 'LINES and ROUTING are not read for this account, and what was taken over of them cannot be opened',
}
