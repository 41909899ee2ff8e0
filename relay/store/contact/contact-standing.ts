import type { PortalDb } from '../database.ts'
import { listed } from '../listed.ts'

/** How contacts may stand by what HubSpot told: each of them at one place, and nobody else has an opinion. */
type State = 'present' | 'deleted' | 'forgotten'

/** Who a contact is by now, and how that one stands. Of whom HubSpot told nothing is present, as far as anybody knows. */
export interface ContactStanding {
  /** Another one where it was merged. */
  contactId: string
  state: State
}

/** Why nothing is done for a contact, in words for a person. */
export const whyGone = {
  deleted: 'the contact was deleted in HubSpot',
  forgotten: 'the contact was erased in HubSpot',
}

/** Longer chains of merges than this there are none. */
const mostMerges = 50

/** Who these contacts are by now, whatever merges there were meanwhile, by the id that was asked for. */
export async function readContactsNow(
  portal: PortalDb,
  contactIds: readonly string[],
): Promise<Map<string, ContactStanding>> {
  if (contactIds.length === 0) return new Map()
  const rows = await portal.query<{ asked: string; contact_id: string; state: State | 'merged' | null }>(
    `with recursive way as (
       select x.id as asked, x.id as contact_id, s.state, s.merged_into, 0 as step
       from unnest($2::bigint[]) as x(id)
       left join contact_standing s on s.portal_id = $1 and s.contact_id = x.id
       union all
       select w.asked, w.merged_into, s.state, s.merged_into, w.step + 1 from way w
       left join contact_standing s on s.portal_id = $1 and s.contact_id = w.merged_into
       where w.state = 'merged' and w.merged_into is not null and w.step < $3
     )
     select distinct on (asked) asked, contact_id, state from way order by asked, step desc`,
    [portal.portalId, [...new Set(contactIds)], mostMerges],
  )
  return new Map(
    rows.map(({ asked, contact_id: contactId, state }) => [
      asked,
      { contactId, state: state === 'deleted' || state === 'forgotten' ? state : 'present' },
    ]),
  )
}

/** As `readContactsNow`, of one. */
export async function readContactNow(portal: PortalDb, contactId: string): Promise<ContactStanding> {
  return (await readContactsNow(portal, [contactId])).get(contactId) ?? { contactId, state: 'present' }
}

/** Who these contacts are by now, each once, without those that are deleted or forgotten. */
export async function presentContacts(portal: PortalDb, contactIds: readonly string[]): Promise<string[]> {
  const now = await readContactsNow(portal, contactIds)
  const present = contactIds.flatMap((id) => {
    const one = now.get(id)
    return one?.state === 'present' ? [one.contactId] : []
  })
  return [...new Set(present)]
}

/** Whoever was merged into this contact, directly or by way of another. */
export async function readMergedInto(portal: PortalDb, contactId: string): Promise<string[]> {
  const rows = await portal.query<{ contact_id: string }>(
    `with recursive came as (
       select contact_id, 1 as step from contact_standing
       where portal_id = $1 and merged_into = $2 and state = 'merged'
       union
       select s.contact_id, c.step + 1 from came c
       join contact_standing s on s.portal_id = $1 and s.merged_into = c.contact_id and s.state = 'merged'
       where c.step < $3
     )
     select distinct contact_id from came`,
    [portal.portalId, contactId, mostMerges],
  )
  return rows.map((row) => row.contact_id)
}

/** SQL: how the contact of a row stands, by a column of its account and one of its id; null where nothing was told of it. */
export function standingOf(portal: string, contact: string): string {
  return `(select s.state from contact_standing s where s.portal_id = ${portal} and s.contact_id = ${contact})`
}

/** That a contact was deleted or restored. */
export interface ToldStanding {
  contactId: string
  state: 'present' | 'deleted'
  at: Date
  /** HubSpot did not say when. */
  untimed?: boolean
}

/**
 * Contacts were deleted or restored. The latest word of HubSpot stands, whenever it comes; whoever was merged or
 * forgotten stays so. Answers who is deleted now, and who is there again: what waits for their timelines is held back, or
 * goes on. `unclear` are those of whom both was told of the same moment, or of one that is not known: HubSpot must be asked, and
 * what it says is `sure`.
 */
export async function storeStandings(
  portal: PortalDb,
  told: ToldStanding[],
  { sure = false }: { sure?: boolean } = {},
): Promise<{ deleted: string[]; restored: string[]; unclear: ToldStanding[] }> {
  const latest = [...Map.groupBy(told, ({ contactId }) => contactId).values()].map(newest)
  if (latest.length === 0) return { deleted: [], restored: [], unclear: [] }
  const clear = latest.filter(({ untimed }) => !untimed)
  const rows = await portal.query<{ contact_id: string; state: 'present' | 'deleted'; unclear: boolean }>(
    `with told as (
       select * from ${listed('$2', `contact_id bigint, state text, at timestamptz`)} as x
     ), changed as (
       insert into contact_standing (portal_id, contact_id, state, at)
       select $1, contact_id, state, at from told order by contact_id
       on conflict (portal_id, contact_id) do update set state = excluded.state, at = excluded.at
         where contact_standing.state in ('present', 'deleted')
           and (contact_standing.at < excluded.at
                or (contact_standing.at = excluded.at and ($3 or contact_standing.state = excluded.state)))
       returning contact_id, state
     )
     select contact_id, state, false as unclear from changed
     union all
     select s.contact_id, s.state, true from told t
     join contact_standing s on s.portal_id = $1 and s.contact_id = t.contact_id
     where not $3 and s.at = t.at and s.state <> t.state and s.state in ('present', 'deleted')`,
    [
      portal.portalId,
      JSON.stringify(clear.map(({ contactId, state, at }) => ({ contact_id: contactId, state, at: at.toISOString() }))),
      sure,
    ],
  )
  const of = (state: string) => rows.filter((row) => !row.unclear && row.state === state).map((row) => row.contact_id)
  const unclear = new Set(rows.filter((row) => row.unclear).map((row) => row.contact_id))
  return {
    deleted: of('deleted'),
    restored: of('present'),
    unclear: latest.filter(({ contactId, untimed }) => untimed || unclear.has(contactId)),
  }
}

/** What stands of all that was told of one contact at once; `untimed` where that cannot be said. */
function newest(told: ToldStanding[]): ToldStanding {
  const last = Math.max(...told.map(({ at }) => at.getTime()))
  const [one, ...more] = told.filter(({ at }) => at.getTime() === last)
  const untimed = told.some((each) => each.untimed) || more.some(({ state }) => state !== one?.state)
  return { ...one!, untimed }
}
