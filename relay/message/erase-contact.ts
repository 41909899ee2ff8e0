import { randomBytes } from 'node:crypto'
import { channelNames } from '../../contract/channel-names.ts'
import { spellingsOf } from '../person/spellings-of.ts'
import type { PortalDb } from '../store/database.ts'
import { eraseRaw, findRaw } from '../store/inbox/erase-raw.ts'
import { forgetWords } from '../store/audit/seal/forget-words.ts'
import { lastingData } from '../store/audit/seal/lasting-data.ts'
import { eraseAutoSends } from '../store/contact/auto-sends.ts'
import { eraseDrafts } from '../store/draft/drafts.ts'
import { whyGone } from '../store/contact/contact-standing.ts'
import { readMergedInto } from '../store/contact/contact-standing.ts'
import { wordsOf } from '../store/contact/words-of.ts'
import { move, type MoveNeeds } from './move.ts'
import { parkTimeline } from './park-timeline.ts'

const channels = Object.keys(channelNames)

const { forgotten } = whyGone

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
  const messages = await portal.query<{ id: string; line_id: string; provider_id: string | null; sending: boolean }>(
    `with named as (
       select id, line_id, provider_id from message where portal_id = $1 and contact_id = $2
       union all
       select id, line_id, provider_id from message
       where portal_id = $1 and contact_id is null and (address = any($3::text[]) or aside_contact_id = $2)
     )
     select n.*, exists (select from delivery d where d.portal_id = $1 and d.message_id = n.id
                                           and d.state = 'sending') as sending from named n`,
    [portal.portalId, contactId, names],
  )
  if (messages.some(({ sending }) => sending)) return 'busy'
  const found = await findRaw(portal, { names, messages, mostWait })
  if (found.some(({ open }) => open)) return 'busy'

  const raw = found.map(({ id }) => id)
  await eraseRaw(portal, raw, forgotten)
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
  await eraseDrafts(portal, contactId)
  await eraseAutoSends(portal, [contactId, ...(await readMergedInto(portal, contactId))])
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

/** Where the contact was written to, has written from, or would have been written to next, in every spelling. */
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
  return [...new Set(rows.flatMap(({ address }) => spellingsOf(address)))]
}

/** Other names of these addresses. */
async function readNames(portal: PortalDb, addresses: string[]): Promise<string[]> {
  const rows = await portal.query<{ alias: string }>(
    'select distinct alias from alias where portal_id = $1 and address = any($2::text[])',
    [portal.portalId, addresses],
  )
  return rows.map(({ alias }) => alias)
}

/** Milliseconds after which a delivery that is still not worked off, as while HubSpot is away, is erased with the others. */
const mostWait = 60_000

/** What stays is that there was a message, and its provider's id: by it what comes late is known. */
async function eraseMessages(portal: PortalDb, ids: string[], names: string[]): Promise<void> {
  await forgetWords(portal, ids)
  await portal.query(
    `update message set address = '', subject = null, body = '', error_detail = null, fallback_reason = null,
       attachments = null, consent = null, aside = null, aside_contact_id = null, reactions = null, ladder = null, template = null, request_hash = null, changed_at = instant(),
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
  await portal.query('delete from message_original where portal_id = $1 and message_id = any($2::uuid[])', [
    portal.portalId,
    ids,
  ])
  await portal.query(
    `delete from former_id where portal_id = $1 and message_id = any($2::uuid[])
       and exists (select 1 from unnest($3::text[]) as x(name) where strpos(lower(provider_id), lower(x.name)) > 0)`,
    [portal.portalId, ids, names],
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
    `delete from task where portal_id = $1 and kind in ('reconcile-delivery', 'fall-back', 'match-reply') and key = any($2::text[])`,
    [portal.portalId, messageIds],
  )
  await portal.query(
    `delete from task where portal_id = $1 and kind in ('auto-send', 'ask-contact', 'match-contact') and key = $2`,
    [portal.portalId, contactId],
  )
}

/** Everything else that is kept by address, or may name one. */
async function eraseBesides(portal: PortalDb, contactId: string, names: string[]): Promise<void> {
  await portal.query(
    `with gone as (delete from conversation where portal_id = $1 and contact_id = $2 returning id)
     delete from former_token f using gone g where f.portal_id = $1 and f.conversation_id = g.id`,
    [portal.portalId, contactId],
  )
  const ids = [contactId, ...(await readMergedInto(portal, contactId))]
  const ofMerges = `kind = 'merge' and (merged_ids && $2 or merged_into = any($2))`
  for (const ofContact of ['object_id = any($2)', ofMerges]) {
    await portal.query(
      `update hubspot_event set raw = '', property_value = null, trouble = null,
         parked = case when parked is not null then $3 end
       where portal_id = $1 and ${ofContact.replaceAll('$2', '$2::bigint[]')}`,
      [portal.portalId, ids, forgotten],
    )
  }
  // Named by their keys, which begin with the channel.
  for (const named of [
    'capability where address',
    'consent where address',
    'consent_question where address',
    'alias where alias',
  ]) {
    await portal.query(`delete from ${named} = any($2::text[]) and portal_id = $1 and channel = any($3::text[])`, [
      portal.portalId,
      names,
      channels,
    ])
  }
  await portal.query('delete from alias where portal_id = $1 and address = any($2::text[])', [portal.portalId, names])
  const named = (text: string) =>
    `exists (select 1 from unnest($2::text[]) as x(word) where strpos(lower(${text}), x.word) > 0)`
  const words = names.flatMap(wordsOf)
  // Of whom these tell could not be read, so their bytes are looked into.
  await portal.query(
    `update hubspot_event set raw = '', trouble = null, parked = case when parked is not null then $3 end
     where portal_id = $1 and object_id = 0
       and (encode(raw, 'escape') ~ ('(^|[^0-9])' || $4::text || '($|[^0-9])') or ${named(`encode(raw, 'escape')`)})`,
    [portal.portalId, words, forgotten, contactId],
  )
  await portal.query(`update line_event set data = '{}' where portal_id = $1 and ${named('data::text')}`, [
    portal.portalId,
    words,
  ])
  await portal.query(`update line set history_trouble = $3 where portal_id = $1 and ${named('history_trouble')}`, [
    portal.portalId,
    words,
    forgotten,
  ])
  await portal.query(
    `update task set trouble = $3 where portal_id = $1 and trouble is not null and ${named('trouble')}`,
    [portal.portalId, words, forgotten],
  )
  // Of all kinds only this one holds others' words.
  await portal.query(
    `update task set data = (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(data)
                             where not ${named('value::text')})
     where portal_id = $1 and kind = 'change-line' and jsonb_typeof(data) = 'object' and ${named('data::text')}`,
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
