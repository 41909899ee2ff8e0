import { randomUUID } from 'node:crypto'
import type { FetchJournalFile } from '../hubspot/fetch-journal-file.ts'
import { Permanent, Temporary } from '../errors.ts'
import { JournalRefused, type Journal, type JournalPage } from '../hubspot/journal.ts'
import { readLifecycle } from '../hubspot/read-lifecycle.ts'
import {
  claimJournal,
  moveJournal,
  releaseJournal,
  type JournalPlace,
  type JournalReader,
} from '../store/hubspot/journal.ts'
import { createTakeLifecycle, type TakeLifecycleNeeds } from './take-lifecycle.ts'
import { withTimeLimit } from '../with-time-limit.ts'

export interface WatchJournalNeeds extends TakeLifecycleNeeds {
  journal: Journal
  clientId: string
  fetchFile: FetchJournalFile
  /** Milliseconds between two looks, and after a refusal of HubSpot's. */
  every: number
  afterRefusal: number
}

/** Another process may go on when one gave no sign of life for so long; longer than asking and one file take. */
const lease = 120_000
/** Milliseconds for one file. */
const fileTime = 30_000
/** A file that cannot be had or read is given up after so many looks, and the next one read. */
const mostTries = 3
/** In one look; the next one goes on. */
const mostPages = 1_000
const day = 86_400_000
/** HubSpot forgets what is older. */
const kept = 3 * day

/**
 * Reads HubSpot's journal from time to time, so that an uninstallation is noticed although nothing asks for that account's
 * token. One process at a time; where it ended is stored when all before it is done.
 */
export function createWatchJournal(needs: WatchJournalNeeds): { start(): void; stop(): Promise<void> } {
  const take = createTakeLifecycle(needs)
  const stopping = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> = Promise.resolve()
  /** Whoever starts a relay wants to know now, also after a refusal. */
  let first = true
  let trouble = { offset: '', tries: 0 }

  async function look(): Promise<void> {
    const reader = { clientId: needs.clientId, by: randomUUID(), lease }
    const place = await claimJournal(needs.database, reader, first)
    if (!place) return
    const left = { pause: needs.every, refused: null as string | null, readAt: null as Date | null }
    try {
      await subscribe(reader, place)
      if (await readOn(reader, place)) left.readAt = needs.now()
      if (place.refused !== null) needs.log.info('HubSpot lets the relay read its journal again')
    } catch (error) {
      if (stopping.signal.aborted) left.pause = 0
      else if (error instanceof JournalRefused) {
        Object.assign(left, { pause: needs.afterRefusal, refused: error.message })
        if (first || place.refused !== error.message) tellRefusal(error.message)
      } else {
        if (error instanceof Temporary) left.pause = Math.max(needs.every, error.retryAfter ?? 0)
        needs.log.warn({ err: error }, 'HubSpot’s journal could not be read; trying again soon')
      }
    }
    first = false
    await releaseJournal(needs.database, reader, left)
  }

  async function subscribe(reader: JournalReader, place: JournalPlace): Promise<void> {
    const at = needs.now()
    if (place.subscribedAt && at.getTime() - place.subscribedAt.getTime() < day) return
    await needs.journal.subscribe(stopping.signal)
    await moveJournal(needs.database, reader, { subscribedAt: at })
  }

  /** True when the end is reached; false when another process has taken over, or there is more than enough for once. */
  async function readOn(reader: JournalReader, place: JournalPlace): Promise<boolean> {
    const seen = new Set<string>()
    for (let after = place.offset; seen.size < mostPages;) {
      const { page, lost } = await needs.journal.read(after, stopping.signal)
      if (page === null || seen.has(page.offset)) return true
      if (lost) tellLost(place)
      seen.add(page.offset)
      await takePage(page)
      if (!(await moveJournal(needs.database, reader, { offset: page.offset }))) return false
      after = page.offset
    }
    return false
  }

  async function takePage(page: JournalPage): Promise<void> {
    const read = await readFile(page)
    if (!read) return
    if (read.left > 0)
      needs.log.warn({ left: read.left }, 'HubSpot’s journal told what cannot be read; it is left alone')
    await take(read.events, stopping.signal)
  }

  /** Null where the file is given up. */
  async function readFile({ url, offset }: JournalPage): Promise<ReturnType<typeof readLifecycle>> {
    try {
      const file = await withTimeLimit(fileTime, [stopping.signal], (signal) => needs.fetchFile(url, signal))
      const read = readLifecycle(file)
      if (read) return read
      throw new Permanent('journal_unreadable', 'The file holds no journal.')
    } catch (error) {
      if (!(error instanceof Permanent)) throw error
      trouble = { offset, tries: trouble.offset === offset ? trouble.tries + 1 : 1 }
      const { code, message } = error
      if (trouble.tries < mostTries) throw new Temporary(code, message, { cause: error })
      needs.log.error(
        { offset, code, reason: message, alarm: true },
        'a file of HubSpot’s journal is given up; an uninstallation told in it is noticed when a token is renewed',
      )
      return null
    }
  }

  function tellRefusal(reason: string): void {
    needs.log.warn(
      { reason, hours: needs.afterRefusal / 3_600_000 },
      'HubSpot does not let this relay read the Webhooks Journal of its app, so an uninstallation in HubSpot is noticed only when a token of that account is used or renewed. Check HUBSPOT_OAUTH_CLIENT_ID and HUBSPOT_OAUTH_CLIENT_SECRET, and whether HubSpot gives the app the scopes developer.webhooks_journal.*; or set HUBSPOT_JOURNAL=off. Trying again rarely.',
    )
  }

  /** HubSpot forgets an offset after three days without anything new, too: then nothing is lost. */
  function tellLost({ readAt }: JournalPlace): void {
    if (!readAt || needs.now().getTime() - readAt.getTime() < kept) return
    needs.log.warn(
      { readAt },
      'HubSpot’s journal was not read for longer than HubSpot keeps it; uninstallations of that time are noticed when a token is renewed',
    )
  }

  function next(delay: number): void {
    timer = setTimeout(() => {
      looking = look()
        .catch((error: unknown) => needs.log.error({ err: error }, 'could not look into HubSpot’s journal'))
        .finally(() => {
          if (!stopping.signal.aborted) next(needs.every)
        })
    }, delay)
  }

  return {
    start: () => next(0),
    async stop() {
      stopping.abort()
      clearTimeout(timer)
      await looking
    },
  }
}
