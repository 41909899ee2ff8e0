import type { Logger } from 'pino'
import type { WideDb } from '../store/database.ts'
import type { Listen } from '../store/listen.ts'
import { readAccount } from '../store/account/read-account.ts'
import { readSaved } from '../store/account/read-saved.ts'
import type { Account, Accounts } from './account.ts'
import type { GivenAccount } from './given-account.ts'
import { createOpenedLines } from './opened-lines.ts'
import { readSections } from './sections/read-sections.ts'
import { createSettingsClock } from './settings-clock.ts'
import { snapshotOf, type SnapshotNeeds } from './snapshot-of.ts'
import { standingOf } from './standing-of.ts'

export interface AccountsNeeds extends Omit<SnapshotNeeds, 'opened' | 'tell' | 'standing'> {
  database: WideDb
  listen: Pick<Listen, 'onWord'>
  log: Logger
  /** What whoever runs the relay gave an account, which holds where nothing is stored for it. */
  given: (portalId: string) => GivenAccount
  /** What everybody is given in place of the accounts as they are. */
  instead?: ((live: Accounts) => Accounts) | undefined
}

/** Snapshots kept in mind, and lines of them all: the one who was used longest ago is read anew. */
const most = { accounts: 5_000, lines: 200_000 }

/** How HubSpot names an account. Anybody may ask for any name, and the database takes no other. */
const isId = /^[1-9][0-9]{0,17}$/

/** The one room that knows what an account has configured: what is stored of it, or else what it was given. */
export function createAccounts(needs: AccountsNeeds): Accounts {
  const known = new Map<string, { account: Promise<Account>; version: number | null; lines: number }>()
  const snapshotNeeds: SnapshotNeeds = {
    ...needs,
    opened: createOpenedLines(),
    standing: (carrier, version) => standingOf(told, carrier, version),
    tell({ setting: { id: lineId, provider }, ...about }, error) {
      needs.log.error(
        { ...about, lineId, provider, err: error },
        'a line cannot be used by this relay: nothing leaves by it or comes in on it; the others of its account are not concerned',
      )
    },
  }
  const hearers = new Set<() => void>()
  const clock = createSettingsClock({
    read: (since, leaving) => readSaved(needs.database, since, leaving),
    changed(saved) {
      if (saved === null) [...known.keys()].forEach(forget)
      for (const { portalId, version } of saved ?? []) {
        // One that is being read may have been read before the save.
        if (known.get(portalId)?.version !== version) forget(portalId)
      }
      tellAll()
    },
  })
  let lines = 0

  needs.listen.onWord('settings', () => {
    clock.doubt()
    tellAll()
  })

  function tellAll(): void {
    for (const hear of hearers) hear()
  }

  function forget(portalId: string): void {
    lines -= known.get(portalId)?.lines ?? 0
    known.delete(portalId)
  }

  function get(portalId: string): Promise<Account> {
    const before = known.get(portalId)
    if (before) {
      known.delete(portalId)
      known.set(portalId, before)
      return before.account
    }
    const account = read(portalId)
    const entry = { account, version: null as number | null, lines: 0 }
    known.set(portalId, entry)
    account.then(
      (read) => {
        if (known.get(portalId) !== entry) return
        entry.version = read.version
        entry.lines = read.lines.list().length
        lines += entry.lines
        makeRoom()
      },
      () => known.get(portalId) === entry && known.delete(portalId),
    )
    return account
  }

  function makeRoom(): void {
    for (const portalId of known.keys()) {
      if (known.size <= 1 || (known.size <= most.accounts && lines <= most.lines)) return
      forget(portalId)
    }
  }

  async function read(portalId: string): Promise<Account> {
    const stored = isId.test(portalId) ? await readAccount(needs.database.forPortal(portalId)) : null
    const source = stored?.version
      ? { stored, sections: readSections(stored.sections) }
      : { given: needs.given(portalId) }
    return snapshotOf(portalId, source, snapshotNeeds)
  }

  const live: Accounts = {
    async of(portalId) {
      await clock.confirm()
      return get(portalId)
    },
    async at(portalId, version) {
      const account = await get(portalId)
      if (account.version >= version) return account
      forget(portalId)
      return get(portalId)
    },
    holds: (portalId, version) => clock.isSure() && known.get(portalId)?.version === version,
    onChange: (hear) => void hearers.add(hear),
  }
  const told = needs.instead?.(live) ?? live
  return told
}
