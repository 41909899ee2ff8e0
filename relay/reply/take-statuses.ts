import type { Logger } from 'pino'
import type { Account } from '../account/account.ts'
import type { ProviderEvent } from '../providers/provider.ts'
import { clearRefusals } from '../store/line/capabilities.ts'
import type { PortalDb } from '../store/database.ts'
import { isUuid } from '../store/id.ts'
import { countLineHealth } from '../store/line/line-health.ts'
import type { MoveNeeds } from '../message/move.ts'
import { storeStatuses, type StatusResult } from '../message/statuses.ts'
import { restsLine } from '../message/rests-line.ts'
import { restLine } from '../store/line/rest-line.ts'
import { storeBlames } from '../store/line/store-blames.ts'
import { setTasks } from '../store/jobs/tasks.ts'
import { earlyFor } from './early-for.ts'
import type { ReadItem, Times } from './read-item.ts'

export interface StatusNeeds extends MoveNeeds {
  log: Logger
  account: Pick<Account, 'pause'>
  random: () => number
}

const isFailure = /^(failed|undelivered|expired)$/

type Status = Extract<ProviderEvent, { kind: 'status' }>
interface Moved {
  lineId: string
  event: Status
  result: Extract<StatusResult, { result: 'moved' }>
}

/** Moves messages on; answers with the deliveries that came before their message. */
export async function takeStatuses(
  tx: PortalDb,
  open: ReadItem[],
  times: Times,
  needs: StatusNeeds,
): Promise<Set<string>> {
  const asked = open.flatMap(({ events, ...one }) =>
    events.flatMap((event) => (event.kind === 'status' ? [{ ...one, event }] : [])),
  )
  const early = new Set<string>()
  if (asked.length === 0) return early
  const reports = asked.map(({ line, event, takesOnce }) => ({
    lineId: line.id,
    reference: isUuid(event.reference) ? event.reference : null,
    providerId: event.providerId ?? null,
    status: event.status,
    // What was only put off may be sent again, if not by itself then by a rep.
    error: event.error
      ? { code: event.error.code, detail: event.error.detail, retryable: event.error.notNow !== undefined }
      : null,
    blame: event.error?.blame ?? null,
    notNow: takesOnce ? null : (event.error?.notNow ?? null),
    service: event.service ?? null,
    at: event.at,
  }))
  const results = await storeStatuses(tx, reports, needs)
  const moved: Moved[] = []
  for (const [index, { item, line, event }] of asked.entries()) {
    const result = results[index]
    if (result?.result === 'moved') moved.push({ lineId: line.id, event, result })
    if (result?.result !== 'missing') continue
    // The provider may be quicker than our own note of its answer.
    if (item.age < earlyFor) early.add(item.id)
    else
      needs.log.warn(
        { lineId: line.id, providerId: event.providerId },
        'status of a message this relay never sent; left alone',
      )
  }
  await follow(tx, moved, times, needs)
  return early
}

/** What follows from statuses: a mark on an address or a consent, the health of a line. */
async function follow(tx: PortalDb, moved: Moved[], times: Times, needs: StatusNeeds): Promise<void> {
  // What its provider only puts off says nothing yet.
  const failed = moved.filter(({ event, result }) => isFailure.test(event.status) && !result.deferred)
  await storeBlames(
    tx,
    failed.flatMap(({ lineId, event, result }) =>
      event.error?.blame
        ? [{ ...result, lineId, blame: event.error.blame, reason: event.error.detail, at: event.at }]
        : [],
    ),
  )
  await clearRefusals(
    tx,
    moved
      .filter(({ event }) => event.status === 'delivered' || event.status === 'read')
      .map(({ result }) => ({ portalId: tx.portalId, channel: result.channel, address: result.address })),
  )
  // What its provider says of the whole line holds for what has not been tried yet, too.
  for (const { lineId, event, result } of moved) {
    const { code = '', blame, notNow } = event.error ?? {}
    if (result.deferred && notNow?.after && restsLine(code, blame)) await restLine(tx, lineId, notNow.after)
  }
  await judgeLines(tx, failed, times, needs)
}

async function judgeLines(
  tx: PortalDb,
  failed: Moved[],
  { now }: Times,
  { jobs, account }: StatusNeeds,
): Promise<void> {
  const paused = new Map<string, string>()
  for (const { lineId, event } of failed) {
    if (event.error?.blame === 'line') paused.set(lineId, event.error.detail)
  }
  // A refused text, a wrong address or an unwilling person says nothing of the line; what nobody knows may be its fault.
  const counted = failed.filter(({ event }) => ['line', 'unknown'].includes(event.error?.blame ?? 'unknown'))
  const counts = [...Map.groupBy(counted, (one) => one.lineId)].map(([lineId, ofLine]) => ({
    portalId: tx.portalId,
    lineId,
    rule: account.pause,
    sent: 0,
    failed: ofLine.length,
  }))
  for (const { lineId, sent, failed: count } of await countLineHealth(tx, counts, now)) {
    if (!paused.has(lineId)) paused.set(lineId, `${count} of the last ${sent} messages on this line failed.`)
  }
  const at = now.toISOString()
  const pauses = [...paused].map(([lineId, reason]) => {
    const data = { lineId, to: 'paused', by: 'relay', reason, at } as const
    return { portalId: tx.portalId, kind: 'change-line', key: `${lineId}/${at}`, data, delay: 0 } as const
  })
  await setTasks(tx, jobs, pauses)
}
