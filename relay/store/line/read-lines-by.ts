import type { WideDb } from '../database.ts'

/** A line that is configured, and as of which version of its account's settings. */
export interface StandingLine {
  portalId: string
  lineId: string
  provider: string
  version: number
}

/** The lines of all accounts that these providers carry. */
export function readLinesBy(db: WideDb, providers: readonly string[]): Promise<StandingLine[]> {
  return db.query<StandingLine & Record<string, unknown>>(
    `select l.portal_id as "portalId", l.id as "lineId", l.provider, coalesce(a.version, 0) as version
     from line l left join account a on a.portal_id = l.portal_id
     where l.state <> 'retired' and l.provider = any($1::text[])
     order by l.portal_id, l.id`,
    [providers],
  )
}
