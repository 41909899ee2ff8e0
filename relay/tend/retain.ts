import type { Logger } from 'pino'
import { removeStories } from '../message/remove-stories.ts'
import type { Bite, Bitten } from '../store/retention/bite.ts'
import type { Database, PortalDb } from '../store/database.ts'
import { findOld, listKept, type Removed } from '../store/retention/find-old.ts'
import type { Account, Accounts } from '../account/account.ts'
import { removeVersions } from '../store/account/remove-versions.ts'
import { removeReplacedSecrets } from '../store/account/remove-replaced-secrets.ts'
import { removeAutoSends } from '../store/contact/remove-auto-sends.ts'
import { removeDrafts } from '../store/draft/drafts.ts'
import { removeEvents } from '../store/hubspot/hubspot-events.ts'
import { newestMigration } from '../store/migrate.ts'
import { readInstant } from '../store/read-instant.ts'
import { removeRaw } from '../store/inbox/remove-raw.ts'
import { takeRemoval } from '../store/retention/take-removal.ts'

export interface RetainNeeds {
  database: Database
  log: Logger
  now: () => Date
  /** Each account says for how many days deliveries as they came, and how messages came to what they are, are kept once they are over. */
  accounts: Accounts
  /** For how many days versions of settings are kept, as whoever runs the relay says; null: for ever. */
  versionDays: number | null
}

/** HubSpot repeats an event for a day; so long one is known again. */
const eventDays = 3
/** A draft is kept for a week. */
const draftDays = 7
/** Milliseconds between two looks. */
const every = 600_000
/** Of the time that it takes to remove some, how much nobody is disturbed; and milliseconds at least. */
const rest = { times: 4, least: 50 }
/** Milliseconds by which the clocks of this process and the database may differ while anything is removed by either. */
const tolerance = 3_600_000

/** How each is removed, and how many are looked at in one statement: of a message's story some eight rows are gone. */
const ways: Record<Removed, { most: number; remove: (tx: PortalDb, bite: Bite) => Promise<Bitten> }> = {
  raw: { most: 1_000, remove: removeRaw },
  events: { most: 1_000, remove: removeEvents },
  newContacts: { most: 1_000, remove: removeAutoSends },
  stories: { most: 100, remove: removeStories },
  drafts: { most: 1_000, remove: removeDrafts },
  secrets: { most: 1_000, remove: removeReplacedSecrets },
  versions: { most: 1_000, remove: removeVersions },
}

const daysOf = ({ retention: { raw, stories } }: Account): Record<Exclude<Removed, 'versions'>, number> => ({
  ...{ raw, events: eventDays, newContacts: stories, stories, drafts: draftDays, secrets: 0 },
})

/** Why nothing is removed for now; each is told once. */
const refusals = {
  taken: null,
  converted: 'nothing is removed by this relay: the database is being converted, or was, for a newer one',
  clocks:
    "nothing is removed: this relay's clock and the database's are more than an hour apart. Set both by a time service",
}

/**
 * Removes what is over after its time, in bites so small and so far apart that nobody notices, by one relay at a time. What is open,
 * parked or in doubt is never removed, nor are messages, consent, the audit log and the digests of whoever must not be written to.
 */
export function createRetain({ database, log, now, accounts, versionDays }: RetainNeeds) {
  const stopping = new AbortController()
  const told = new Set<string>()
  const schema = newestMigration()
  let working: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  async function removeAll(): Promise<keyof typeof refusals | null> {
    const at = await readInstant(database)
    if (Math.abs(at.getTime() - now().getTime()) > tolerance) return 'clocks'
    const all = await readAll(await listKept(database))
    for (const what of Object.keys(ways) as Removed[]) {
      const kept = (account: Account) => (what === 'versions' ? versionDays : daysOf(account)[what])
      for (const [days, some] of Map.groupBy(all, kept)) {
        if (days === null) continue
        const before = new Date(at.getTime() - days * 86_400_000)
        let removed = 0
        const ofThese = some.map(({ portalId }) => portalId)
        for (const portalId of await findOld(database, what, { before, ofThese })) {
          const ended = await removeOf(portalId, what, before, (count) => (removed += count))
          if (ended) return ended
        }
        if (removed > 0) log.info({ what, removed, before }, 'removed what was over')
      }
    }
    return null
  }

  /** One whose settings cannot be read keeps everything, and holds up no other. */
  async function readAll(portalIds: readonly string[]): Promise<Account[]> {
    const all: Account[] = []
    for (const portalId of portalIds) {
      try {
        all.push(await accounts.of(portalId))
      } catch (error) {
        log.error({ portalId, err: error }, 'nothing of this account is removed: its settings cannot be read')
      }
    }
    return all
  }

  async function removeOf(
    portalId: string,
    what: Removed,
    before: Date,
    count: (removed: number) => void,
  ): Promise<'taken' | 'converted' | null> {
    const { most, remove } = ways[what]
    let after: string | null = '00000000-0000-0000-0000-000000000000'
    while (after !== null && !stopping.signal.aborted) {
      const begun = performance.now()
      const bite: Bite = { before, after, most }
      const bitten = await database.forPortal(portalId).transaction(async (tx) => {
        const turn = await takeRemoval(tx, schema)
        return turn === 'mine' ? remove(tx, bite) : turn
      })
      if (typeof bitten === 'string') return bitten
      count(bitten.removed)
      after = bitten.last
      await pause(Math.max(rest.least, rest.times * (performance.now() - begun)))
    }
    return null
  }

  function pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(waiting)
        stopping.signal.removeEventListener('abort', end)
        resolve()
      }
      const waiting = setTimeout(end, milliseconds)
      stopping.signal.addEventListener('abort', end)
    })
  }

  async function look(): Promise<void> {
    try {
      const refusal = await removeAll()
      const words = refusal && refusals[refusal]
      if (words && !told.has(words)) log.warn({ next: 'the same again', in: every }, words)
      told.clear()
      if (words) told.add(words)
    } catch (error) {
      log.error({ err: error, next: 'the same again', in: every }, 'could not remove what is over')
    }
    if (!stopping.signal.aborted) timer = setTimeout(begin, every)
  }

  function begin(): void {
    working = look()
  }

  return {
    start: begin,
    async stop(): Promise<void> {
      stopping.abort()
      clearTimeout(timer)
      await working
    },
  }
}
