import type { EarlierSecret } from '../providers/earlier-lines.ts'
import type { Vault } from '../vault/vault.ts'
import type { StoredSecret } from '../store/account/read-account.ts'
import { secretName, secretPlace } from './secret-place.ts'

/** The secrets of a line: the newest by place, and those before them, the newest first. */
export interface LineSecrets {
  newest: ReadonlyMap<string, string>
  earlier: readonly EarlierSecret[]
}

/**
 * Opens the secrets of one line, of `secrets` of its account. Throws `Permanent`, `secret_unreadable`, where the newest one does not
 * open; an earlier one that does not is of no use and left out.
 */
export function openSecrets(
  vault: Vault,
  { portalId, lineId, secrets }: { portalId: string; lineId: string; secrets: readonly StoredSecret[] },
): LineSecrets {
  const start = secretName(lineId, '')
  const newest = new Map<string, string>()
  const newestSince = new Map(secrets.flatMap(({ name, since, until }) => (until === null ? [[name, since]] : [])))
  const earlier: EarlierSecret[] = []
  for (const { name, sealed, since, until } of secrets) {
    if (!name.startsWith(start)) continue
    const place = name.slice(start.length)
    const open = () => vault.open(sealed, secretPlace(portalId, name))
    if (until === null) newest.set(place, open())
    else {
      try {
        earlier.push({ place, secret: open(), since, newestSince: newestSince.get(name) ?? since })
      } catch {
        // Whoever still sends by it is told that it is not genuine.
      }
    }
  }
  return { newest, earlier: earlier.toSorted((one, other) => other.since.getTime() - one.since.getTime()) }
}
