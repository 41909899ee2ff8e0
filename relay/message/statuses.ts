import type { Channel } from '../../contract/channel.ts'
import type { DeliveryStatus } from '../../contract/delivery-status.ts'
import type { Blame } from '../errors.ts'
import type { Service } from '../providers/provider.ts'
import type { PortalDb } from '../store/database.ts'
import { moveElsewhere } from './move-elsewhere.ts'
import { move, type MoveNeeds } from './move.ts'
import { listed } from '../store/listed.ts'

/** What a provider says of a message of ours, named by our reference or else by its own id. */
export interface StatusReport {
  lineId: string
  reference: string | null
  providerId: string | null
  status: DeliveryStatus
  error: { code: string; detail: string; retryable: boolean } | null
  /** What a failure says beyond this message; null where it says nothing. */
  blame: Blame | null
  /** Surely not delivered, and the same may be taken after so many milliseconds; null in it: nobody knows when. */
  notNow: { after: number | null } | null
  /** What really carried it; null where the provider does not say. */
  service: Service | null
  /** When it happened, by the provider's word. */
  at: Date
}

/**
 * `missing` when no such message is known (yet), or the answer to its call is not; `old` when the message is past that status already.
 * `deferred`: it waits to leave once more.
 */
export type StatusResult =
  | { result: 'missing' | 'old' }
  | { result: 'moved'; messageId: string; channel: Channel; address: string; deferred: boolean }

/** What providers report of messages, for the mover. Answers for each report in order. */
export async function storeStatuses(
  portal: PortalDb,
  reports: readonly StatusReport[],
  needs: MoveNeeds & { random: () => number },
): Promise<StatusResult[]> {
  const results: StatusResult[] = reports.map(() => ({ result: 'missing' }))
  const all = await nameMessages(portal, reports)
  // Of an attempt that is over nothing counts but that it arrived all the same.
  const named = all.filter(({ index, former, ours }) => ours && (!former || isProof(reports[index]!)))
  for (const { index } of all) results[index] = { result: 'old' }
  // What was written elsewhere is nobody's delivery here, so nothing follows from how it fares.
  for (const { index, messageId, ours } of all)
    if (!ours) await moveElsewhere(portal, messageId, reports[index]!, needs)
  const moves = named.map(({ index, messageId }) => {
    const { notNow, lineId: _line, reference: _ours, ...report } = reports[index]!
    const later = notNow && { ...notNow, jitter: needs.random() }
    const event = { kind: 'reported', ...report, notNow: later } as const
    return { portalId: portal.portalId, messageId, event }
  })
  const moved = await move(portal, moves, needs)
  for (const [place, { index }] of named.entries()) {
    const one = moved[place]
    if (one?.result === 'missing') results[index] = { result: 'missing' }
    // What the call itself will say comes first.
    if (one?.result === 'refused' && one.standing.state === 'sending' && reports[index]!.notNow) {
      results[index] = { result: 'missing' }
    }
    if (one?.result === 'moved') {
      const { messageId, channel, address, event } = one
      results[index] = { result: 'moved', messageId, channel, address, deferred: event.kind === 'deferred' }
    }
  }
  return results
}

const isProof = ({ status }: StatusReport): boolean => status === 'delivered' || status === 'read'

/**
 * Which message each report means, by the report's index; `former`: it names an attempt that its provider has put off; `ours`: it did not
 * leave elsewhere.
 */
async function nameMessages(
  portal: PortalDb,
  reports: readonly StatusReport[],
): Promise<{ index: number; messageId: string; former: boolean; ours: boolean }[]> {
  if (reports.length === 0) return []
  return portal.query<{ index: number; messageId: string; former: boolean; ours: boolean }>(
    `with report as (
       select * from ${listed('$2', `index int, "lineId" text, reference uuid, "providerId" text`)} as x
     )
     select r.index, m.id as "messageId", exists (
       select from former_id f where f.portal_id = $1 and f.line_id = r."lineId" and f.provider_id = r."providerId") as former,
       true as ours
     from report r
     join message m on m.portal_id = $1 and m.id = r.reference and m.line_id = r."lineId" and m.direction = 'outbound'
     union all
     select r.index, m.id, false, m.source <> 'elsewhere' from report r
     join message m on m.portal_id = $1 and m.line_id = r."lineId" and m.direction = 'outbound'
       and m.provider_id = r."providerId"
     where r.reference is null
     union all
     select r.index, f.message_id, true, true from report r
     join former_id f on f.portal_id = $1 and f.line_id = r."lineId" and f.provider_id = r."providerId"
     where r.reference is null
     order by 1`,
    [
      portal.portalId,
      JSON.stringify(
        reports.map(({ lineId, reference, providerId }, index) => ({ index, lineId, reference, providerId })),
      ),
    ],
  )
}
