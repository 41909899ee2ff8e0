import type { WideDb } from '../database.ts'

/** A line that is configured, and as of which version of its account's settings. */
export interface StandingLine {
  portalId: string
  lineId: string
  provider: string
  version: number
}

/** The lines that these providers carry: of all accounts, or of some. */
export function readLinesBy(
  db: WideDb,
  providers: readonly string[],
  portalIds?: readonly string[],
): Promise<StandingLine[]> {
  return db.query<StandingLine & Record<string, unknown>>(
    `select l.portal_id as "portalId", l.id as "lineId", l.provider, coalesce(a.version, 0) as version
     from line l left join account a on a.portal_id = l.portal_id
     where l.state <> 'retired' and l.provider = any($1::text[])${portalIds ? ' and l.portal_id = any($2::bigint[])' : ''}
     order by l.portal_id, l.id`,
    [providers, ...(portalIds ? [portalIds] : [])],
  )
}
