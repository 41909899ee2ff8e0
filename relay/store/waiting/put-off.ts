import type { PortalDb } from '../database.ts'
import { freshNoMore, isOpen } from '../fresh-no-more.ts'
import { listed } from '../listed.ts'
import { withArrival } from '../with-arrival.ts'

/** What becomes of something that came to nothing: again later, or parked until a person or a mended hindrance. */
export interface PutOff {
  parked: boolean
  /** Milliseconds until it is due again, by the database's clock. */
  delay: number
  /** How often it has failed by itself. */
  tries: number
  /** Milliseconds: the next one grows from it. */
  backoff: number
  /** Why, in words. */
  trouble: string
  /** What must be mended first: `account`, or `line:<id>`. */
  hindrance: string | null
}

/** Puts rows off, each in its own way. What is done already stays done. */
export async function putOff(
  portal: PortalDb,
  table: 'inbox' | 'hubspot_event',
  rows: (PutOff & { id: string })[],
): Promise<void> {
  if (rows.length === 0) return
  const isRaw = table === 'inbox'
  await portal.query(
    `${isRaw ? `with ${freshNoMore('$3')}` : ''}
     update ${table} t set ${isRaw ? `done_at = null, headers = ${withArrival},` : ''} due_at = instant() + x.delay * interval '1 millisecond', tries = x.tries, backoff = x.backoff,
       trouble = x.trouble, hindrance = x.hindrance,
       parked = case when x.parked then x.trouble end, parked_at = case when x.parked then instant() end
     from (
       select x.* from ${listed('$2', `id uuid, parked boolean, delay float8, tries int, backoff int, trouble text, hindrance text`)} as x order by id
     ) x
     where t.portal_id = $1 and t.id = x.id and ${isRaw ? isOpen : 't.done_at is null'}`,
    [portal.portalId, JSON.stringify(rows), ...(isRaw ? [rows.map(({ id }) => id)] : [])],
  )
}
