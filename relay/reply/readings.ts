import type { AccountLines } from '../account/account.ts'
import type { LineOfProvider } from '../providers/lines.ts'
import type { PortalDb } from '../store/database.ts'
import type { InboxItem } from '../store/inbox/inbox.ts'
import type { Jobs } from '../store/jobs/jobs.ts'
import type { Trouble } from './put-off-deliveries.ts'
import { carrierOf, readDelivery } from './read-delivery.ts'
import type { ReadItem } from './read-item.ts'
import { soon } from './soon.ts'

/** Readings of deliveries that a round of work begins, and may leave to the next. */
export interface Readings {
  /** Ids of this account's deliveries that are being read since an earlier round. */
  underWay(portalId: string): string[]
  /** What those say that are read soon. The others are read on, and there is work again when one has been. */
  read(portal: PortalDb, items: InboxItem[], lines: AccountLines): Promise<{ told: ReadItem[]; troubles: Trouble[] }>
}

type Outcome = { read: ReadItem } | { error: unknown }

/** Milliseconds for which a round of work, and the rows that it holds, waits for what is hard to read. */
const patience = 500
/** What was read for a round that does not come, since another process has settled it: so many, for so long (milliseconds). */
const kept = { most: 50, time: 60_000 }

export function createReadings({ jobs }: { jobs: Pick<Jobs, 'hintAll'> }): Readings {
  const underWay = new Map<string, { portalId: string; outcome: Promise<Outcome> }>()
  const ended = new Map<string, Outcome>()

  /** What an earlier round has begun; null where none has. */
  function earlier(id: string): Promise<Outcome> | null {
    const known = ended.get(id)
    ended.delete(id)
    return known ? Promise.resolve(known) : (underWay.get(id)?.outcome ?? null)
  }

  function begin(item: InboxItem, carrier: LineOfProvider): Promise<Outcome> {
    return readDelivery(item, carrier).then(
      (read) => ({ read }),
      (error: unknown) => ({ error }),
    )
  }

  function goOn(portalId: string, id: string, outcome: Promise<Outcome>): void {
    if (underWay.has(id)) return
    underWay.set(id, { portalId, outcome })
    void outcome.then((what) => {
      underWay.delete(id)
      ended.set(id, what)
      const [oldest] = ended.keys()
      if (ended.size > kept.most && oldest !== undefined) ended.delete(oldest)
      setTimeout(() => ended.delete(id), kept.time).unref()
      jobs.hintAll('work-off-inbox', [portalId])
    })
  }

  return {
    underWay: (wanted) => [...underWay].flatMap(([id, { portalId }]) => (portalId === wanted ? [id] : [])),
    async read(portal, items, lines) {
      const told: ReadItem[] = []
      const troubles: Trouble[] = []
      const begun: { item: InboxItem; outcome: Promise<Outcome> }[] = []
      for (const item of items) {
        try {
          const outcome = earlier(item.id) ?? begin(item, await carrierOf(portal, item, lines))
          begun.push({ item, outcome })
        } catch (error) {
          troubles.push({ item, error })
        }
      }
      const until = performance.now() + patience
      for (const { item, outcome } of begun) {
        const what = await soon(outcome, Math.max(0, until - performance.now()))
        if (what === 'late') goOn(portal.portalId, item.id, outcome)
        else if ('read' in what) told.push({ ...what.read, item })
        else troubles.push({ item, error: what.error })
      }
      return { told, troubles }
    },
  }
}
