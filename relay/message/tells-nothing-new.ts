import type { DeliveryStatus } from '../../contract/delivery-status.ts'
import { movesForward } from '../../contract/moves-forward.ts'
import type { PortalDb } from '../store/database.ts'
import { listed } from '../store/listed.ts'

/** What a line's provider says of one message: a reply has no status. */
export interface Word {
  reference: string | null
  providerId: string | null
  status: DeliveryStatus | null
}

/**
 * Which of these words of a line would change nothing, because they were heard before: the reply is here, or the message is
 * over and past that status. Answers for each.
 */
export async function tellsNothingNew(portal: PortalDb, lineId: string, words: readonly Word[]): Promise<boolean[]> {
  if (words.length === 0) return []
  const rows = await portal.query<{ index: number; status: DeliveryStatus; done: boolean }>(
    `with word as (
       select * from ${listed('$3', `index int, reference uuid, "providerId" text, direction text`)} as x
     ), named as (
       select w.index, m.id, m.status, m.direction, m.error_code from word w
       join message m on m.portal_id = $1 and m.id = w.reference and m.line_id = $2 and m.direction = 'outbound'
       union all
       select w.index, m.id, m.status, m.direction, m.error_code from word w
       join message m on m.portal_id = $1 and m.line_id = $2 and m.direction = w.direction and m.provider_id = w."providerId"
       where w.reference is null
     )
     select n.index, n.status, n.direction = 'inbound'
            -- What a person said of a doubt is no evidence against the provider's own word.
            or n.error_code is distinct from 'settled_not_sent' and not exists (
              select from delivery d where d.portal_id = $1 and d.message_id = n.id and d.state <> 'done') as done
     from named n`,
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
  return words.map(({ status }, index) => {
    const found = known.get(index)
    return found !== undefined && found.done && (status === null || !movesForward(found.status, status))
  })
}
