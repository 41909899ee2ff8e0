import type { Attachment } from '../../contract/attachment.ts'
import type { Channel } from '../../contract/channel.ts'
import type { Template } from '../../contract/routing.ts'
import type { Service } from '../providers/provider.ts'
import type { Database } from '../store/database.ts'
import { judgeSpellings } from './judge-spellings.ts'
import { move, type MoveNeeds } from './move.ts'
import { pickDeliveries, type Picked } from './pick-deliveries.ts'
import type { PlannedStep } from './planned-step.ts'
import { readyLines } from './ready-lines.ts'

/** A message whose turn it is. The database already says `sending`; the provider may be called once for this. */
export interface Claim {
  portalId: string
  messageId: string
  lineId: string
  /** Of its account's settings, as they were when it was claimed. */
  version: number
  attempts: number
  channel: Channel
  to: string
  subject: string | null
  body: string
  conversationId: string
  conversationToken: string
  service: Service | null
  optedOut: boolean
  /** Whether its address opted out is still for a person to decide, and it would leave by itself. */
  undecided: boolean
  attachments: Attachment[]
  template: Template | null
  /** Where it may go instead. */
  ladder: PlannedStep[]
  /** The newest attempt that its provider took and put off itself; 0: none. */
  deferred: number
  /** It may have left by what the line led to before, and leads elsewhere now: nobody there would know it again. */
  isElsewhere: boolean
  /** Milliseconds of the lease that are left; from then on it may be another's to call the provider. */
  left: () => number
}

/** Who claims. */
export interface Claimer {
  /** Providers that it knows: lines of others are left alone. */
  providers: readonly string[]
  /** How many may be claimed now of all lines of an account together; and the accounts of which none may. */
  room: (portalId: string) => number
  full: readonly string[]
  /** Lines that it cannot use at this moment. */
  but: readonly { portalId: string; lineId: string }[]
}

/** Of a line `l`, `$1` being the providers that are known. Asked once more of its row when that is locked. */
const mayClaim = `l.state = 'active' and l.provider = any($1::text[])
  and (l.rests_until is null or l.rests_until <= instant())
  -- Further off than its gap no turn ever is: the clock was set back meanwhile.
  and (l.next_at <= instant() or l.next_at > instant() + l.gap * interval '1 millisecond')`

/**
 * Takes up to `limit` due messages whose line has a free turn, and marks them `sending` before anyone is called.
 * The lines' rows are locked first and their turns counted by a second statement, whose view is as fresh as the lock,
 * so that processes together never exceed `in_flight`; a line with a `gap` gives one turn per gap. Lines that are configured no more, or
 * that the claimer does not know, are left alone, and so are those of an account that is cut off. Where more lines have something than messages
 * are taken, twice as many are held, since some have nothing that may leave: the first of every account before the second of any, and of an
 * account those whose first message goes first. `extra`: how many milliseconds more where there are files to fetch or an address to ask about first.
 */
export async function claimDeliveries(
  database: Database,
  limit: number,
  { providers, room, full, but }: Claimer,
  extra: { attachments: number; ladder: number },
  needs: MoveNeeds,
): Promise<Claim[]> {
  // Before the database is asked, so that what is left is never more than it says; a clock of the machine that sleeps
  // with it is not enough, and one that is set is not either.
  const begun = { steady: performance.now(), wall: Date.now() }
  const elapsed = () => Math.max(performance.now() - begun.steady, Date.now() - begun.wall)
  return database.transaction(async (tx) => {
    const lines = await tx.query<{ portal_id: string; id: string; lease: number; version: number }>(
      `with recursive ${readyLines}, woken as (
         update delivery d set waits = null, since = instant()
         from (select portal_id, message_id from delivery
               where state = 'due' and waits in ('retry', 'scheduled') and due_at <= instant()
               order by due_at limit 1000 for update skip locked) w
         where d.portal_id = w.portal_id and d.message_id = w.message_id
         returning d.portal_id, d.line_id, d.priority, d.place
       ), first as (
         select distinct on (portal_id, line_id) portal_id, line_id, priority, place
         from (select * from ready union all select * from woken) x order by portal_id, line_id, priority, place
       ), turn as (
         select f.*, row_number() over (partition by f.portal_id order by f.priority, f.place) as nth
         from first f join line l on l.portal_id = f.portal_id and l.id = f.line_id
         where ${mayClaim} and l.portal_id <> all($2::bigint[])
           and not exists (select from unnest($3::bigint[], $4::text[]) b (portal_id, line_id)
                           where b.portal_id = l.portal_id and b.line_id = l.id)
           and not exists (select 1 from portal p where p.portal_id = l.portal_id and p.state <> 'active')
           and l.in_flight > (select count(*) from delivery s
                              where s.portal_id = l.portal_id and s.line_id = l.id and s.state = 'sending')
       )
       select l.portal_id, l.id, l.lease, coalesce(a.version, 0) as version
       from (select portal_id, line_id from turn order by nth, priority, place limit $5) x
       join line l on l.portal_id = x.portal_id and l.id = x.line_id
       left join account a on a.portal_id = l.portal_id
       where ${mayClaim}
       order by l.claimed_at
       for update of l skip locked`,
      [providers, full, but.map((one) => one.portalId), but.map((one) => one.lineId), limit * 2],
    )
    if (lines.length === 0) return []
    const versions = new Map(lines.map((line) => [line.portal_id, line.version]))
    const turns = lines.map(({ portal_id: portalId, id: lineId, lease }) => ({
      ...{ portalId, lineId, lease },
      room: room(portalId),
    }))
    const picked = await judgeSpellings(tx, await pickDeliveries(tx, turns, limit))
    const leased = picked.map((one) => ({
      ...one,
      lease: one.lease + (one.attachments ? extra.attachments : 0) + (one.ladder ? extra.ladder : 0),
    }))
    const results = await move(
      tx,
      leased.map(({ portalId, messageId, lease }) => ({ portalId, messageId, event: { kind: 'claimed', lease } })),
      needs,
    )
    return leased.flatMap((one, index) => {
      const result = results[index]
      if (result?.result !== 'moved') return []
      return [claimOf(one, { attempts: result.after.attempts, version: versions.get(one.portalId) ?? 0 }, elapsed)]
    })
  })
}

function claimOf(
  { lease, ...one }: Picked,
  claimed: Pick<Claim, 'attempts' | 'version'>,
  elapsed: () => number,
): Claim {
  return {
    ...one,
    ...claimed,
    attachments: one.attachments ?? [],
    ladder: one.ladder ?? [],
    left: () => lease - elapsed(),
  }
}
