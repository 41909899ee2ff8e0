import type { Channel } from '../../contract/channel.ts'
import type { DeliveryStatus } from '../../contract/delivery-status.ts'
import type { Blame } from '../errors.ts'
import type { PortalDb } from '../store/database.ts'
import { move, type MoveNeeds } from './move.ts'
import { listed } from '../store/listed.ts'

/** What a provider says of a message of ours, named by our reference or else by its own id. */
export interface StatusReport {
  lineId: string
  reference: string | null
  providerId: string | null
  status: DeliveryStatus
  error: { code: string; detail: string } | null
  /** What a failure says beyond this message; null where it says nothing. */
  blame: Blame | null
  /** When it happened, by the provider's word. */
  at: Date
}

/** `missing` when no such message is known (yet); `old` when the message is past that status already. */
export type StatusResult =
  { result: 'missing' | 'old' } | { result: 'moved'; messageId: string; channel: Channel; address: string }

/** What providers report of messages, for the mover. Answers for each report in order. */
export async function storeStatuses(
  portal: PortalDb,
  reports: readonly StatusReport[],
  needs: MoveNeeds,
): Promise<StatusResult[]> {
  const results: StatusResult[] = reports.map(() => ({ result: 'missing' }))
  const named = await nameMessages(portal, reports)
  const moves = named.map(({ index, messageId }) => {
    const { status, providerId, error, blame, at } = reports[index]!
    const event = { kind: 'reported', status, providerId, error, blame, at } as const
    return { portalId: portal.portalId, messageId, event }
  })
  const moved = await move(portal, moves, needs)
  for (const [place, { index }] of named.entries()) {
    const one = moved[place]
    if (one?.result === 'refused') results[index] = { result: 'old' }
    if (one?.result === 'moved') {
      const { messageId, channel, address } = one
      results[index] = { result: 'moved', messageId, channel, address }
    }
  }
  return results
}

/** Which message each report means, by the report's index. */
async function nameMessages(
  portal: PortalDb,
  reports: readonly StatusReport[],
): Promise<{ index: number; messageId: string }[]> {
  if (reports.length === 0) return []
  return portal.query<{ index: number; messageId: string }>(
    `with report as (
       select * from ${listed('$2', `index int, "lineId" text, reference uuid, "providerId" text`)} as x
     )
     select r.index, m.id as "messageId" from report r
     join message m on m.portal_id = $1 and m.id = r.reference and m.line_id = r."lineId" and m.direction = 'outbound'
     union all
     select r.index, m.id from report r
     join message m on m.portal_id = $1 and m.line_id = r."lineId" and m.direction = 'outbound'
       and m.provider_id = r."providerId"
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
