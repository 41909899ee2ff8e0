import type { Channel } from '../../../contract/channel.ts'
import { personKey } from '../../person/person-key.ts'
import { spellingsOf } from '../../person/spellings-of.ts'
import type { PortalDb } from '../database.ts'
import { standingOf } from '../contact/contact-standing.ts'
import { listed } from '../listed.ts'

/** Whose conversation a reply belongs to. */
export interface ConversationMatch {
  id: string
  contactId: string
}

export interface LastConversation extends ConversationMatch {
  /** Since when the contact may have given the address up. */
  doubtedAt: Date | null
  /** For how long that is doubted, milliseconds. */
  doubtedFor: number
  /** The contact is deleted in HubSpot: nothing is theirs. */
  gone: boolean
  /** A person said that it is theirs; HubSpot may know better. */
  given: boolean
}

/** Of a conversation `c`: its contact is no more in HubSpot. */
const gone = `coalesce(${standingOf('c.portal_id', 'c.contact_id')} in ('deleted', 'forgotten'), false)`

/** The conversation a reply names itself, if its contact is there: by its token, or by the message it answers on this line. */
export async function findNamedConversation(
  portal: PortalDb,
  lineId: string,
  named: { token?: string | undefined; answers?: readonly string[] | undefined },
): Promise<ConversationMatch | null> {
  const [row] = await portal.query<{ id: string; contact_id: string }>(
    `(select id, contact_id, 0 as rank, last_at from conversation c
      where portal_id = $1 and line_id = $2 and not ${gone}
        and (token = $3 or id = (select conversation_id from former_token where portal_id = $1 and token = $3)))
     union all
     (select c.id, c.contact_id, 1, m.created_at from message m
      join conversation c on c.portal_id = m.portal_id and c.id = m.conversation_id
      -- Of both directions, which the index has before the id.
      where m.portal_id = $1 and m.line_id = $2 and m.direction in ('outbound', 'inbound')
        and m.provider_id = any($4::text[]) and not ${gone})
     order by rank, last_at desc limit 1`,
    [portal.portalId, lineId, named.token ?? null, named.answers ?? []],
  )
  return row ? { id: row.id, contactId: row.contact_id } : null
}

/** The last conversation with the owner of this address on this line. */
export async function findLastConversation(
  portal: PortalDb,
  lineId: string,
  address: string,
): Promise<LastConversation | null> {
  const [row] = await portal.query<{
    id: string
    contact_id: string
    doubted_at: Date | null
    doubted_for: number | null
    gone: boolean
    given: boolean
  }>(
    `select id, contact_id, doubted_at, extract(epoch from instant() - doubted_at)::float8 * 1000 as doubted_for, ${gone} as gone,
       given_at is not null as given
     from conversation c
     where portal_id = $1 and line_id = $2 and address = any($3::text[]) order by last_at desc limit 1`,
    [portal.portalId, lineId, spellingsOf(address)],
  )
  if (!row) return null
  const { id, contact_id: contactId, doubted_at: doubtedAt } = row
  return { id, contactId, doubtedAt, doubtedFor: row.doubted_for ?? 0, gone: row.gone, given: row.given }
}

/** The last conversation of many addresses at once, by `<line>/<address>`; one that is doubted or was given by a person, or whose contact is gone, is left out. */
export async function findLastConversations(
  portal: PortalDb,
  asked: { lineId: string; address: string }[],
): Promise<Map<string, ConversationMatch>> {
  const rows = await portal.query<{ line_id: string; address: string; id: string; contact_id: string }>(
    `select line_id, address, id, contact_id from (
       select distinct on (x.line_id, x.address) x.line_id, x.address, c.id, c.contact_id, c.doubted_at, c.given_at,
         ${gone} as gone
       from ${listed('$2', `line_id text, address text, names text[]`)} as x
       join conversation c on c.portal_id = $1 and c.line_id = x.line_id and c.address = any(x.names)
       order by x.line_id, x.address, c.last_at desc
     ) last where doubted_at is null and given_at is null and not gone`,
    [
      portal.portalId,
      JSON.stringify(asked.map(({ lineId, address }) => ({ line_id: lineId, address, names: spellingsOf(address) }))),
    ],
  )
  return new Map(rows.map((row) => [`${row.line_id}/${row.address}`, { id: row.id, contactId: row.contact_id }]))
}

/** Opens a conversation that a contact began. */
export async function openConversation(
  portal: PortalDb,
  conversation: {
    id: string
    contactId: string
    lineId: string
    channel: Channel
    address: string
    token: string
  },
): Promise<ConversationMatch> {
  const [row] = await portal.query<{ id: string }>(
    `insert into conversation (portal_id, id, contact_id, line_id, channel, address, token, last_at)
     values ($1, $2, $3, $4, $5, $6, $7, instant())
     on conflict (portal_id, line_id, address, contact_id) do update set last_at = excluded.last_at returning id`,
    [
      portal.portalId,
      conversation.id,
      conversation.contactId,
      conversation.lineId,
      conversation.channel,
      personKey(conversation.address),
      conversation.token,
    ],
  )
  return { id: row?.id ?? conversation.id, contactId: conversation.contactId }
}

/** Whose this conversation is was said by somebody other than HubSpot, which may know better. */
export async function giveConversation(portal: PortalDb, conversationId: string): Promise<void> {
  await portal.query(
    'update conversation set given_at = instant(), doubted_at = null where portal_id = $1 and id = $2',
    [portal.portalId, conversationId],
  )
}
