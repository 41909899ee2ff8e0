import type { Bite, Bitten } from '../retention/bite.ts'
import type { Db, PortalDb } from '../database.ts'
import { newId } from '../id.ts'
import { listed } from '../listed.ts'

export type HubSpotEventKind =
  'creation' | 'deletion' | 'restore' | 'merge' | 'privacy_deletion' | 'property' | 'association' | 'unreadable'

/** An event of a contact as HubSpot told it. */
export interface HubSpotEvent {
  portalId: string
  subscriptionType: string
  /** The contact; 0 where it cannot be read which. */
  objectId: string
  eventId: string
  occurredAt: Date
  /** HubSpot did not say when it happened: `occurredAt` is when it came. */
  untimed: boolean
  /** Which property, or association, it is of; empty where it is of neither. */
  propertyName: string
  /** Of a property that holds an address: the address; kept until it is worked off. */
  propertyValue: string | null
  kind: HubSpotEventKind
  /** Of a merge: which contact stays and which are gone. */
  merge: { into: string; from: string[] } | null
  raw: Uint8Array
  /** Why there is nothing to do, which is known when it comes: it is stored as done. */
  outcome?: string
  /** Why nobody can do anything about it but a person: it is stored as parked. */
  parked?: string
}

/** An event that waits for work. */
export interface OpenEvent extends Pick<
  HubSpotEvent,
  'objectId' | 'occurredAt' | 'untimed' | 'kind' | 'merge' | 'propertyName' | 'propertyValue'
> {
  id: string
  /** How often it failed by itself, and for how long it was put off the last time (milliseconds). */
  tries: number
  backoff: number
}

/** Stores events, each once however often it comes. In the order of the key, so that nobody waits in a ring. */
export async function storeEvents(db: Db, events: HubSpotEvent[]): Promise<void> {
  await db.query(
    `insert into hubspot_event (portal_id, id, subscription_type, object_id, event_id, occurred_at, property_name,
                                property_value, kind, merged_into, merged_ids, raw, received_at, outcome, done_at,
                                untimed, parked, trouble, parked_at)
     select portal_id, id, subscription_type, object_id, event_id, occurred_at, property_name, property_value, kind,
            merged_into, merged_ids, decode(raw, 'base64'), instant(), outcome,
            case when outcome is not null then instant() end, untimed, parked, parked,
            case when parked is not null then instant() end
     from ${listed('$1', `portal_id bigint, id uuid, subscription_type text, object_id bigint, event_id text, occurred_at timestamptz, property_name text, property_value text, kind text, merged_into bigint, merged_ids bigint[], raw text, outcome text, untimed boolean, parked text`)} as x
     order by portal_id, subscription_type, object_id, event_id, occurred_at, property_name
     on conflict do nothing`,
    [
      JSON.stringify(
        events.map((event) => ({
          portal_id: event.portalId,
          id: newId(),
          subscription_type: event.subscriptionType,
          object_id: event.objectId,
          event_id: event.eventId,
          occurred_at: event.occurredAt.toISOString(),
          property_name: event.propertyName,
          property_value: event.propertyValue,
          outcome: event.outcome ?? null,
          untimed: event.untimed,
          parked: event.parked ?? null,
          kind: event.kind,
          merged_into: event.merge?.into ?? null,
          merged_ids: event.merge?.from ?? null,
          raw: Buffer.from(event.raw).toString('base64'),
        })),
      ),
    ],
  )
}

/**
 * The oldest events of an account that are due, by when they happened; of these `ids` alone where they are given. Until the
 * transaction ends nobody else works on events of this account, so that what happened later is done later.
 */
export async function holdDueEvents(tx: PortalDb, limit: number, ids: string[] | null = null): Promise<OpenEvent[]> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('hubspot events of ' || $1, 0))`, [tx.portalId])
  const rows = await tx.query<{
    id: string
    object_id: string
    occurred_at: Date
    untimed: boolean
    kind: HubSpotEventKind
    merged_into: string | null
    merged_ids: string[] | null
    property_name: string
    property_value: string | null
    tries: number
    backoff: number
  }>(
    `select id, object_id, occurred_at, untimed, kind, merged_into, merged_ids, property_name, property_value, tries, backoff
     from hubspot_event
     where portal_id = $1 and done_at is null and parked is null and (due_at is null or due_at <= instant())
       ${ids ? 'and id = any($3::uuid[])' : ''}
     order by occurred_at, id limit $2`,
    ids ? [tx.portalId, limit, ids] : [tx.portalId, limit],
  )
  return rows.map((row) => ({
    id: row.id,
    objectId: row.object_id,
    occurredAt: row.occurred_at,
    untimed: row.untimed,
    kind: row.kind,
    propertyName: row.property_name,
    propertyValue: row.property_value,
    tries: row.tries,
    backoff: row.backoff,
    merge: row.merged_into === null ? null : { into: row.merged_into, from: (row.merged_ids ?? []).map(String) },
  }))
}

/** What came, of events that are held. */
export async function readRaw(tx: PortalDb, ids: string[]): Promise<Map<string, Uint8Array>> {
  const rows = await tx.query<{ id: string; raw: Buffer }>(
    'select id, raw from hubspot_event where portal_id = $1 and id = any($2::uuid[])',
    [tx.portalId, ids],
  )
  return new Map(rows.map(({ id, raw }) => [id, raw]))
}

/** Milliseconds until the next event that was put off is due, within a minute; null where none is. */
export async function untilNextEvent(portal: PortalDb): Promise<number | null> {
  const [row] = await portal.query<{ wait: number }>(
    `select greatest(0, extract(epoch from due_at - instant()) * 1000)::float8 as wait from hubspot_event
     where portal_id = $1 and done_at is null and parked is null and due_at <= instant() + interval '1 minute'
     order by due_at limit 1`,
    [portal.portalId],
  )
  return row?.wait ?? null
}

/** All that these events changed is in the caller's transaction. */
export async function settleEvents(portal: PortalDb, ids: string[]): Promise<void> {
  await portal.query(
    `update hubspot_event set done_at = instant(), property_value = null, trouble = null, hindrance = null
     where portal_id = $1 and id = any($2::uuid[])`,
    [portal.portalId, ids],
  )
}

/** Removes up to `most` events that were worked off or dismissed before this time. */
export async function removeEvents(tx: PortalDb, { before, most }: Bite): Promise<Bitten> {
  const rows = await tx.query<{ id: string }>(
    `delete from hubspot_event where portal_id = $1 and id in (
       select id from hubspot_event where portal_id = $1 and done_at < $2 order by done_at limit $3) returning id`,
    [tx.portalId, before, most],
  )
  return { removed: rows.length, last: rows.length < most ? null : rows[0]!.id }
}
