import type { Channel } from '../../../contract/channel.ts'
import { spellingsOf } from '../../person/spellings-of.ts'
import type { PortalDb } from '../database.ts'
import { listed } from '../listed.ts'

/** A property of a contact that holds an address on these channels was changed. */
export interface AddressChange {
  /** Of the event that told it. */
  eventId: string
  contactId: string
  channels: readonly Channel[]
  /** The addresses it holds now. */
  addresses: readonly string[]
}

/** As precise as JavaScript can say it again. */
const now = "date_trunc('milliseconds', instant())"

/**
 * Conversations of these contacts on these channels are doubted: the address may be another person's by now. What was learned of
 * their addresses, and of the new ones, is forgotten, because another phone may answer there. Each event keeps what came of it.
 */
export async function storeAddressChanges(
  tx: PortalDb,
  changes: AddressChange[],
): Promise<{ doubted: number; forgotten: number }> {
  const none = { doubted: 0, forgotten: 0 }
  if (changes.length === 0) return none
  const [row] = await tx.query<typeof none>(
    `with told as (
       select * from ${listed('$2', `event_id uuid, contact_id bigint, channels text[], names text[]`)} as x
     ), held as (
       select id, contact_id, channel, address from conversation
       where portal_id = $1 and contact_id in (select contact_id from told)
       order by line_id, address, contact_id for update
     ), hit as (
       select t.event_id, h.id, h.channel, h.address from told t
       join held h on h.contact_id = t.contact_id and h.channel = any(t.channels)
     ), doubted as (
       update conversation c set doubted_at = ${now}
       from (select distinct id from hit) h where c.portal_id = $1 and c.id = h.id returning c.id
     ), forgotten as (
       delete from capability where portal_id = $1 and (channel, address) in (
         select channel, address from hit
         union select x.channel, n.name from told t cross join unnest(t.channels) as x(channel) cross join unnest(t.names) as n(name)
       ) returning address
     ), noted as (
       update hubspot_event e set outcome = n.count || ' conversations ask for their contact again'
       from (select t.event_id, count(h.id) from told t left join hit h using (event_id) group by t.event_id) n
       where e.portal_id = $1 and e.id = n.event_id
     )
     select (select count(*)::int from doubted) as doubted, (select count(*)::int from forgotten) as forgotten`,
    [
      tx.portalId,
      JSON.stringify(
        changes.map(({ eventId, contactId, channels, addresses }) => ({
          event_id: eventId,
          contact_id: contactId,
          channels,
          names: addresses.flatMap(spellingsOf),
        })),
      ),
    ],
  )
  return row ?? none
}

/** These contacts are gone, or have become others: whoever writes from where they were may be somebody else. */
export async function doubtConversations(tx: PortalDb, contactIds: string[]): Promise<void> {
  if (contactIds.length === 0) return
  await tx.query(
    `with held as (
       select id from conversation where portal_id = $1 and contact_id = any($2::bigint[])
       order by line_id, address, contact_id for update
     )
     update conversation c set doubted_at = ${now} from held h where c.portal_id = $1 and c.id = h.id`,
    [tx.portalId, contactIds],
  )
}

/** The contact still has the address, as HubSpot says, unless it was doubted again meanwhile. */
export async function endDoubt(portal: PortalDb, conversationId: string, doubtedAt: Date): Promise<void> {
  await portal.query('update conversation set doubted_at = null where portal_id = $1 and id = $2 and doubted_at = $3', [
    portal.portalId,
    conversationId,
    doubtedAt,
  ])
}
