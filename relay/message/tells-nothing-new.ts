import type { DeliveryStatus } from '../../contract/delivery-status.ts'
import { movesForward } from '../../contract/moves-forward.ts'
import type { PortalDb } from '../store/database.ts'
import { listed } from '../store/listed.ts'

/** What a line's provider says of one message: a reply has no status. */
export interface Word {
  reference: string | null
  providerId: string | null
  status: DeliveryStatus | null
  /** How many files a reply came with. */
  files?: number
  /** ISO 8601: until when the address of one of them opens it, at most. */
  until?: string | undefined
  /** That a message was edited or, with no words, taken back. */
  change?: { body: string | null; at: Date }
}

interface Known {
  index: number
  status: DeliveryStatus
  former: boolean
  whole: boolean
  files: number
  /** One of the addresses that are here opens nothing any more since then. */
  ended: Date | null
  done: boolean
  body: string
  edited_at: Date | null
  unsent: boolean
}

/**
 * Which of these words of a line would change nothing, because they were heard before: the reply is here with all its files, or the
 * message is over and past that status. Answers for each.
 */
export async function tellsNothingNew(portal: PortalDb, lineId: string, words: readonly Word[]): Promise<boolean[]> {
  if (words.length === 0) return []
  const rows = await portal.query<Known & Record<string, unknown>>(
    `with word as (
       select * from ${listed('$3', `index int, reference uuid, "providerId" text, direction text`)} as x
     ), named as (
       select w.index, m.id, false as former from word w
       join message m on m.portal_id = $1 and m.id = w.reference and m.line_id = $2 and m.direction = 'outbound'
       union all
       select w.index, m.id, false from word w
       join message m on m.portal_id = $1 and m.line_id = $2 and m.direction = w.direction and m.provider_id = w."providerId"
       where w.reference is null
       union all
       select w.index, f.message_id, true from word w
       join former_id f on f.portal_id = $1 and f.line_id = $2 and f.provider_id = w."providerId"
       where w.reference is null and w.direction = 'outbound'
     )
     select n.index, m.status, n.former, m.provisional is not true as whole,
            coalesce(jsonb_array_length(m.attachments), 0) as files,
            (select min(ends) from (select (file ->> 'until')::timestamptz as ends from jsonb_array_elements(m.attachments) file) f
              where ends <= instant()) as ended, m.body, m.edited_at, m.unsent_at is not null as unsent,
            m.direction = 'inbound'
            -- What a person said of a doubt is no evidence against the provider's own word.
            or m.error_code is distinct from 'settled_not_sent' and not exists (
              select from delivery d where d.portal_id = $1 and d.message_id = m.id and d.state <> 'done') as done
     from named n join message m on m.portal_id = $1 and m.id = n.id`,
    [
      portal.portalId,
      lineId,
      JSON.stringify(
        words.map(({ reference, providerId, status }, index) => ({
          index,
          reference,
          providerId,
          direction: status === null ? 'inbound' : 'outbound',
        })),
      ),
    ],
  )
  const known = new Map(rows.map((row) => [row.index, row]))
  return words.map((word, index) => {
    const found = known.get(index)
    return found !== undefined && isOld(word, found)
  })
}

function isOld({ status, files = 0, until, change }: Word, known: Known): boolean {
  const { status: now, former, whole, files: has, ended, done, body, edited_at: editedAt, unsent } = known
  if (change) {
    if (unsent || change.body === null) return unsent
    return body === change.body || (editedAt !== null && editedAt >= change.at)
  }
  if (status === null) {
    const isRenewed = ended !== null && until !== undefined && new Date(until) > ended
    return whole && files <= has && !isRenewed
  }
  // Of an attempt that its provider put off only proof is news.
  if (former && status !== 'delivered' && status !== 'read') return true
  return done && !movesForward(now, status)
}
