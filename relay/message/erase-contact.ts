import { randomBytes } from 'node:crypto'
import type { PortalDb } from '../store/database.ts'
import { forgetWords } from '../store/forget-words.ts'
import { lastingData } from '../store/lasting-data.ts'
import { move, type MoveNeeds } from './move.ts'
import { parkTimeline } from './park-timeline.ts'

/** Why nothing is recorded of a contact that was forgotten. */
const forgotten = 'the contact was erased in HubSpot'

/**
 * Forgets a person, as HubSpot was asked to: texts, subjects, addresses, files and providers' words of the contact's
 * messages, its conversations, the deliveries they came in, and what was known of its addresses. What waits to leave is
 * cancelled. That there were messages, when, by which line and how they ended, stays. An address is known again by its
 * digest and not written to until its owner writes START.
 *
 * `busy`: a message is leaving or a delivery that has just come is not worked off, so only what waited was cancelled; ask again soon. May be
 * asked again at any time: it then takes away what came late.
 */
export async function eraseContact(
  portal: PortalDb,
  contactId: string,
  now: Date,
  needs: MoveNeeds,
): Promise<'erased' | 'busy'> {
  await cancelWaiting(portal, contactId, needs)
  const addresses = await readAddresses(portal, contactId)
  const names = [...addresses, ...(await readNames(portal, addresses))]
  const messages = await portal.query<{ id: string; provider_id: string | null; sending: boolean }>(
    `select m.id, m.provider_id, d.state is not null as sending from message m
     left join delivery d on d.portal_id = m.portal_id and d.message_id = m.id and d.state = 'sending'
     where m.portal_id = $1 and (m.contact_id = $2 or m.contact_id is null and m.address = any($3::text[]))`,
    [portal.portalId, contactId, names],
  )
  // Before all that was ever received is read.
  if (messages.some(({ sending }) => sending)) return 'busy'
  const found = await findDeliveries(portal, contactId, [
    ...names.flatMap(spellings),
    ...messages.flatMap(({ id, provider_id }) => [
      id,
      ...(provider_id && provider_id.length >= 6 ? [provider_id] : []),
    ]),
  ])
  if (found.some(({ open }) => open)) return 'busy'

  await portal.query(
    `update inbox set headers = '{}', body = '', trouble = null, hindrance = null, done_at = coalesce(done_at, instant()),
       parked = case when parked is not null then $3 end
     where portal_id = $1 and id = any($2::uuid[])`,
    [portal.portalId, found.map(({ id }) => id), forgotten],
  )
  await eraseMessages(
    portal,
    messages.map(({ id }) => id),
    names,
  )
  await parkTimeline(portal, [contactId], forgotten)
  await eraseTasks(
    portal,
    contactId,
    messages.map(({ id }) => id),
  )
  await eraseBesides(portal, contactId, names)
  await suppress(portal, names, now)
  await portal.query(
    `insert into contact_standing (portal_id, contact_id, state, at) values ($1, $2, 'forgotten', $3)
     on conflict (portal_id, contact_id) do update set state = 'forgotten', merged_into = null, at = $3
       where contact_standing.state <> 'forgotten'`,
    [portal.portalId, contactId, now],
  )
  return 'erased'
}

/** What may have left already stays in doubt, and nobody asks any more. */
async function cancelWaiting(portal: PortalDb, contactId: string, needs: MoveNeeds): Promise<void> {
  const { portalId } = portal
  const open = await portal.query<{ id: string }>(
    `select d.message_id as id from delivery d join message m on m.portal_id = d.portal_id and m.id = d.message_id
     where d.portal_id = $1 and m.contact_id = $2 and d.state in ('due', 'unknown')`,
    [portalId, contactId],
  )
  const event = { kind: 'cancelled', actor: null } as const
  await move(
    portal,
    open.map(({ id: messageId }) => ({ portalId, messageId, event })),
    needs,
  )
}

/** Where the contact was written to, has written from, or would have been written to next. */
async function readAddresses(portal: PortalDb, contactId: string): Promise<string[]> {
  const rows = await portal.query<{ address: string }>(
    `select address from (
       select address from message where portal_id = $1 and contact_id = $2
       union select address from conversation where portal_id = $1 and contact_id = $2
       union select step ->> 'address' from message, jsonb_array_elements(coalesce(ladder, '[]')) as step
             where portal_id = $1 and contact_id = $2
     ) known where address <> ''`,
    [portal.portalId, contactId],
  )
  return rows.map(({ address }) => address)
}

/** Other names of these addresses. */
async function readNames(portal: PortalDb, addresses: string[]): Promise<string[]> {
  const rows = await portal.query<{ alias: string }>(
    'select distinct alias from alias where portal_id = $1 and address = any($2::text[])',
    [portal.portalId, addresses],
  )
  return rows.map(({ alias }) => alias)
}

/** How an address may stand in what a provider sent: a number with and without its plus, an email in a form, too. */
function spellings(name: string): string[] {
  const plain = name.toLowerCase()
  if (plain.startsWith('+')) return [plain.slice(1)]
  return plain.includes('@') ? [plain, plain.replaceAll('@', '%40')] : [plain]
}

/** Milliseconds after which a delivery that is still not worked off, as while HubSpot is away, is erased with the others. */
const mostWait = 60_000

/**
 * Deliveries in which one of these words stands, on lines that the contact has to do with. `open`: it came a moment ago and is not
 * worked off yet.
 */
async function findDeliveries(
  portal: PortalDb,
  contactId: string,
  words: string[],
): Promise<{ id: string; open: boolean }[]> {
  if (words.length === 0) return []
  return portal.query<{ id: string; open: boolean }>(
    `select i.id, i.done_at is null and i.parked is null
         and i.received_at > instant() - $4 * interval '1 millisecond' as open
     from inbox i
     where i.portal_id = $1 and (i.body <> '' or i.parked is not null or i.trouble is not null)
       and i.line_id in (select line_id from message where portal_id = $1 and contact_id = $2)
       and i.received_at >= (select min(created_at) - interval '1 day' from message
                             where portal_id = $1 and contact_id = $2)
       and exists (select 1 from unnest($3::text[]) as x(word)
                   where strpos(lower(concat(encode(i.body, 'escape'), i.headers, i.parked, i.trouble)), x.word) > 0)`,
    [portal.portalId, contactId, words.map((word) => word.toLowerCase()), mostWait],
  )
}

/** What stays is that there was a message, and its provider's id: by it what comes late is known. */
async function eraseMessages(portal: PortalDb, ids: string[], names: string[]): Promise<void> {
  await forgetWords(portal, ids)
  await portal.query(
    `update message set address = '', subject = null, body = '', error_detail = null, fallback_reason = null,
       attachments = null, ladder = null, template = null, request_hash = null, changed_at = instant(),
       provider_id = case when exists (select 1 from unnest($3::text[]) as x(name)
                                       where strpos(lower(provider_id), lower(x.name)) > 0)
                          then 'erased:' || id else provider_id end
     where portal_id = $1 and id = any($2::uuid[])`,
    [portal.portalId, ids, names],
  )
  await portal.query(
    `update message_event set data = (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(data)
                                      where key = any($3::text[]))
     where portal_id = $1 and message_id = any($2::uuid[])`,
    [portal.portalId, ids, lastingData],
  )
  await portal.query(
    `update timeline_entry set reason = $3
     where portal_id = $1 and message_id = any($2::uuid[]) and reason is not null`,
    [portal.portalId, ids, forgotten],
  )
}

/** Nothing is to be done for a person who is forgotten, but to go over what comes late. */
async function eraseTasks(portal: PortalDb, contactId: string, messageIds: string[]): Promise<void> {
  await portal.query(
    `delete from task where portal_id = $1 and (
       kind in ('reconcile-delivery', 'fall-back', 'match-reply') and key = any($3::text[])
       or kind in ('auto-send', 'match-contact') and key = $2)`,
    [portal.portalId, contactId, messageIds],
  )
}

/** Everything else that is kept by address, or may name one. */
async function eraseBesides(portal: PortalDb, contactId: string, names: string[]): Promise<void> {
  await portal.query('delete from conversation where portal_id = $1 and contact_id = $2', [portal.portalId, contactId])
  await portal.query(
    `update hubspot_event set raw = '', property_value = null, trouble = null,
       parked = case when parked is not null then $3 end
     where portal_id = $1 and (object_id = $2 or $2 = any(merged_ids) or merged_into = $2)`,
    [portal.portalId, contactId, forgotten],
  )
  await portal.query('delete from capability where portal_id = $1 and address = any($2::text[])', [
    portal.portalId,
    names,
  ])
  await portal.query('delete from consent where portal_id = $1 and address = any($2::text[])', [portal.portalId, names])
  await portal.query(
    'delete from alias where portal_id = $1 and (address = any($2::text[]) or alias = any($2::text[]))',
    [portal.portalId, names],
  )
  const named = (text: string) =>
    `exists (select 1 from unnest($2::text[]) as x(word) where strpos(lower(${text}), x.word) > 0)`
  const words = names.flatMap(spellings)
  await portal.query(`update line_event set data = '{}' where portal_id = $1 and ${named('data::text')}`, [
    portal.portalId,
    words,
  ])
  await portal.query(`update line set history_trouble = $3 where portal_id = $1 and ${named('history_trouble')}`, [
    portal.portalId,
    words,
    forgotten,
  ])
  await portal.query(`update task set trouble = $3 where portal_id = $1 and ${named('trouble')}`, [
    portal.portalId,
    words,
    forgotten,
  ])
  await portal.query(
    `update task set data = (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(data)
                             where not ${named('value::text')})
     where portal_id = $1 and jsonb_typeof(data) = 'object' and ${named('data::text')}`,
    [portal.portalId, words],
  )
  await portal.query(`update line set state_reason = null where portal_id = $1 and ${named('state_reason')}`, [
    portal.portalId,
    words,
  ])
}

async function suppress(portal: PortalDb, names: string[], now: Date): Promise<void> {
  if (names.length === 0) return
  // RFC 2104: the key, filled up to a block of 64 bytes, with a constant over each byte.
  const block = Buffer.concat([randomBytes(32), Buffer.alloc(32)])
  const pad = (constant: number) => block.map((byte) => byte ^ constant)
  await portal.query(
    'insert into suppression_key (portal_id, inner_pad, outer_pad) values ($1, $2, $3) on conflict do nothing',
    [portal.portalId, Buffer.from(pad(0x36)), Buffer.from(pad(0x5c))],
  )
  await portal.query(
    `insert into suppression (portal_id, digest, at)
     select distinct $1::bigint, suppression_digest($1, name), $3::timestamptz from unnest($2::text[]) as x(name)
     on conflict do nothing`,
    [portal.portalId, names, now],
  )
}
