import type { Channel } from '../../contract/channel.ts'
import type { DeliveryStatus } from '../../contract/delivery-status.ts'
import type { PortalDb } from '../store/database.ts'

/** What a provider says of a message of ours, named by our reference or else by its own id. */
export interface StatusReport {
  lineId: string
  reference: string | null
  providerId: string | null
  status: DeliveryStatus
  error: { code: string; detail: string } | null
  /** When it happened, by the provider's word. */
  at: Date
}

/** `missing` when no such message is known (yet); `old` when the message is past that status already. */
export type StatusResult =
  | { result: 'missing' | 'old' }
  | { result: 'moved'; messageId: string; channel: Channel; address: string; hasLadder: boolean }

/**
 * Moves messages forward, settles deliveries in doubt, and lets the timeline know: a new entry is due at `recordAt`,
 * a change of one that stands there at `updateAt`. Answers for each report in order; several of one message are taken
 * one after the other.
 */
export async function storeStatuses(
  portal: PortalDb,
  reports: StatusReport[],
  times: { now: Date; recordAt: Date; updateAt: Date },
): Promise<StatusResult[]> {
  const results: StatusResult[] = reports.map(() => ({ result: 'missing' }))
  const named = await findReported(portal, reports)
  const waves: { messageId: string; index: number }[][] = []
  const turns = new Map<string, number>()
  for (const [index, messageId] of named) {
    const turn = turns.get(messageId) ?? 0
    turns.set(messageId, turn + 1)
    ;(waves[turn] ??= []).push({ messageId, index })
  }
  for (const wave of waves) {
    const reported = wave.map(({ messageId, index }) => ({ messageId, report: reports[index]! }))
    const moved = await moveForward(portal, reported, times)
    for (const { messageId, index } of wave) results[index] = moved.get(messageId) ?? { result: 'old' }
  }
  return results
}

/**
 * Which message each report means, by the report's index. Their deliveries stay locked, in the order in which everyone
 * locks them, so that two who settle many at once never wait for each other.
 */
async function findReported(portal: PortalDb, reports: StatusReport[]): Promise<[number, string][]> {
  const rows = await portal.query<{ index: number; message_id: string }>(
    `with report as (
       select * from jsonb_to_recordset($2::jsonb) as x(index int, line_id text, reference uuid, provider_id text)
     ), named as (
       select r.index, m.id from report r
       join message m on m.portal_id = $1 and m.id = r.reference and m.line_id = r.line_id and m.direction = 'outbound'
       union all
       select r.index, m.id from report r
       join message m on m.portal_id = $1 and m.line_id = r.line_id and m.direction = 'outbound'
         and m.provider_id = r.provider_id
       where r.reference is null
     )
     select n.index, n.id as message_id from named n
     join delivery d on d.portal_id = $1 and d.message_id = n.id
     order by n.id, n.index for update of d`,
    [
      portal.portalId,
      JSON.stringify(
        reports.map((report, index) => ({
          index,
          line_id: report.lineId,
          reference: report.reference,
          provider_id: report.providerId,
        })),
      ),
    ],
  )
  return rows.map((row) => [row.index, row.message_id])
}

/** At most one report for each message. Answers with those that moved. */
async function moveForward(
  portal: PortalDb,
  reported: { messageId: string; report: StatusReport }[],
  times: { now: Date; recordAt: Date; updateAt: Date },
): Promise<Map<string, StatusResult>> {
  const rows = await portal.query<{ id: string; channel: Channel; address: string; has_ladder: boolean }>(
    `with report as (
       select * from jsonb_to_recordset($2::jsonb) as x(
         id uuid, status text, provider_id text, error_code text, error_detail text, at timestamptz)
     ), moved as (
       update message m set status = r.status, changed_at = $3,
         provider_id = coalesce(m.provider_id, r.provider_id),
         error_code = r.error_code, error_detail = r.error_detail,
         error_retryable = case when r.error_code is null then null else false end
       from report r
       where m.portal_id = $1 and m.id = r.id
         -- What a person said of a doubt is no evidence against the provider's own word.
         and (moves_forward(case when m.error_code = 'settled_not_sent' then 'unknown' else m.status end, r.status)
           -- On its way, so no longer in doubt.
           or (m.status = 'unknown' and r.status = 'sending'))
       returning m.id, m.channel, m.address, m.ladder is not null as has_ladder, m.contact_id, r.status, r.error_code, r.error_detail, r.at
     ), settled as (
       update delivery d set state = 'done', lease_until = null
       from report r where d.portal_id = $1 and d.message_id = r.id
         and (d.state = 'unknown' or (d.state = 'sending' and r.status <> 'sending'))
     ), told as (
       insert into message_event (portal_id, message_id, at, kind, data)
       select $1, id, $3, status,
              jsonb_strip_nulls(jsonb_build_object('code', error_code, 'detail', error_detail, 'providerAt', at))
       from moved
     ), recorded as (
       insert into timeline_entry (portal_id, message_id, object, state, due_at)
       select $1, id, case when channel = 'email' then 'emails' else 'communications' end, 'waiting', $4
       from moved where contact_id is not null and status <> 'sending'
       on conflict (portal_id, message_id) do update set wanted = timeline_entry.wanted + 1,
         due_at = case when timeline_entry.state = 'created' and timeline_entry.written = timeline_entry.wanted
                       then $5::timestamptz else timeline_entry.due_at end
     )
     select id, channel, address, has_ladder from moved`,
    [
      portal.portalId,
      JSON.stringify(
        reported.map(({ messageId, report }) => ({
          id: messageId,
          status: report.status,
          provider_id: report.providerId,
          error_code: report.error?.code ?? null,
          error_detail: report.error?.detail ?? null,
          at: report.at.toISOString(),
        })),
      ),
      times.now,
      times.recordAt,
      times.updateAt,
    ],
  )
  return new Map(
    rows.map(({ id, channel, address, has_ladder: hasLadder }) => [
      id,
      { result: 'moved', messageId: id, channel, address, hasLadder },
    ]),
  )
}
