import type { LineSetting } from '../../contract/settings/lines.ts'
import { Permanent } from '../errors.ts'
import type { LineOfProvider } from '../providers/lines.ts'
import type { Standing } from '../providers/standing.ts'
import { whileItStands } from '../providers/while-it-stands.ts'
import type { Reach } from '../reach/reach.ts'
import type { StoredAccount, StoredSecret } from '../store/account/read-account.ts'
import type { Vault } from '../vault/vault.ts'
import { accountLines } from './account-lines.ts'
import type { Account } from './account.ts'
import { asAccount, type Bounds } from './as-account.ts'
import { deepFreeze } from './deep-freeze.ts'
import type { GivenAccount } from './given-account.ts'
import type { OpenLine } from './open-line.ts'
import { openSecrets, type LineSecrets } from './open-secrets.ts'
import type { OpenedLines } from './opened-lines.ts'
import { readSecretName } from './secret-place.ts'

export interface SnapshotNeeds {
  openLine: OpenLine
  opened: OpenedLines
  /** Null: no master key is configured. */
  vault: Vault | null
  bounds: Bounds
  /** Says of a line that was opened as of this version whether it is the same by now. */
  standing: (carrier: LineOfProvider, version: number) => Standing
  /** Hears of a line that this process cannot use. */
  tell: (about: { portalId: string; version: number; setting: LineSetting }, error: unknown) => void
}

/** What an account is made of: what whoever runs the relay gave it, or what is stored of it. */
export type AccountSource = { given: GivenAccount } | { stored: StoredAccount; sections: GivenAccount }

/** The snapshot of an account. Lines that were given may connect to whatever they name. */
export function snapshotOf(portalId: string, source: AccountSource, needs: SnapshotNeeds): Account {
  const { openLine } = needs
  if ('given' in source) {
    const hosts = () => openLine.hostsOf(source.given.lines ?? [])
    return made({ portalId, version: 0 }, source.given, needs, { hosts, secretsOf: () => undefined })
  }
  const { stored, sections } = source
  const byLine = Map.groupBy(stored.secrets, ({ name }) => readSecretName(name)?.lineId)
  return made({ portalId, version: stored.version }, sections, needs, {
    hosts: () => stored.hosts,
    secretsOf: (lineId) => secretsOf(portalId, lineId, byLine.get(lineId) ?? [], needs.vault),
  })
}

function secretsOf(
  portalId: string,
  lineId: string,
  secrets: readonly StoredSecret[],
  vault: Vault | null,
): LineSecrets | undefined {
  if (secrets.length === 0) return undefined
  if (!vault) throw new Permanent('secret_unreadable', 'Its secrets are sealed, and this relay has no master key.')
  return openSecrets(vault, { portalId, lineId, secrets })
}

function made(
  about: { portalId: string; version: number },
  said: GivenAccount,
  needs: SnapshotNeeds,
  how: { hosts: () => readonly string[]; secretsOf: (lineId: string) => LineSecrets | undefined },
): Account {
  const { portalId, version } = about
  let reach: Reach | undefined
  const lines = accountLines(portalId, said.lines ?? [], {
    opened: needs.opened,
    open(setting) {
      reach ??= needs.openLine.reachOf(how.hosts())
      const secrets = how.secretsOf(setting.id)
      const opened = needs.openLine.open(portalId, setting, { reach, ...(secrets && { secrets }) })
      deepFreeze(opened.line.settings)
      return { ...opened, provider: whileItStands(opened.provider, needs.standing(opened, version)) }
    },
    tell: (setting, error) => needs.tell({ ...about, setting }, error),
  })
  return asAccount({ ...about, lines }, said, needs.bounds)
}
