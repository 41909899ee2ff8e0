import type { Channel } from '../../contract/channel.ts'
import type { PortalDb } from '../store/database.ts'

/** Where the messages that this one stands in for went, step by step, itself among them. */
export async function readRungs(tx: PortalDb, messageId: string): Promise<{ channel: Channel; address: string }[]> {
  return tx.query<{ channel: Channel; address: string }>(
    `with recursive rung as (
       select id, fallback_of, channel, address, 0 as depth from message where portal_id = $1 and id = $2
       union all
       select m.id, m.fallback_of, m.channel, m.address, r.depth + 1 from rung r
       join message m on m.portal_id = $1 and m.id = r.fallback_of where r.depth < 20
     )
     select channel, address from rung`,
    [tx.portalId, messageId],
  )
}
