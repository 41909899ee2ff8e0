import type { SectionValues } from '../../contract/settings/sections.ts'
import type { Config } from '../config/config.ts'

/** Sections of an account; one that is absent has its ordinary value. */
export type GivenAccount = Partial<SectionValues>

/**
 * What whoever runs the relay gave an account in the environment: its own lines, and of the one routing that is there for all accounts
 * what concerns these. Lines have their secrets in their settings.
 */
export function givenAccounts(
  config: Pick<Config, 'lines' | 'routing' | 'portal' | 'defaultCountry'>,
): (portalId: string) => GivenAccount {
  const own = config.portal?.id ?? ''
  const byAccount = Map.groupBy(config.lines, (line) => line.portalId ?? own)
  const { addresses, ladder = [], owners = {}, autoSend, pause } = config.routing

  return (portalId) => {
    const lines = (byAccount.get(portalId) ?? []).map(({ portalId: _portalId, ...line }) => line)
    const has = (lineId: string | undefined) => lines.some(({ id }) => id === lineId)
    const steps = ladder.filter(({ lineId }) => lineId === undefined || has(lineId))
    const owned = Object.entries(owners).flatMap(([owner, ids]): [string, string[]][] => {
      const left = ids.filter(has)
      return left.length > 0 ? [[owner, left]] : []
    })
    return {
      lines,
      routing: {
        ...(addresses && { addresses }),
        ...(steps.length > 0 && { ladder: steps }),
        ...(owned.length > 0 && { owners: Object.fromEntries(owned) }),
      },
      ...(autoSend && has(autoSend.lineId) && { autoSend }),
      ...(pause && { pause }),
      region: { country: config.defaultCountry },
    }
  }
}
