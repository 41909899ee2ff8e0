import type { WideDb } from '../database.ts'

/**
 * Which of the properties that we would like to use an account's HubSpot does not take, as it said itself. `use` is where:
 * an object that is written, or one that is searched. Kept in the database: every process, and the next one, goes on without
 * them from the first refusal.
 */
export interface RefusedProperties {
  of(portalId: string, use: string): Promise<ReadonlySet<string>>
  note(portalId: string, use: string, property: string): Promise<void>
}

/** What HubSpot's own properties take changes rarely; after so long one request finds out. */
const believed = `interval '30 days'`

export function createRefusedProperties(db: WideDb): RefusedProperties {
  return {
    async of(portalId, use) {
      const rows = await db.forPortal(portalId).query<{ property: string }>(
        `select substr(told.key, length($2) + 2) as property
         from portal p cross join lateral jsonb_each_text(p.refused_properties) told
         where p.portal_id = $1 and starts_with(told.key, $2 || ' ') and told.value::timestamptz > instant() - ${believed}`,
        [portalId, use],
      )
      return new Set(rows.map(({ property }) => property))
    },
    async note(portalId, use, property) {
      await db.forPortal(portalId).query(
        `update portal set refused_properties = refused_properties || jsonb_build_object($2::text, instant())
         where portal_id = $1`,
        [portalId, `${use} ${property}`],
      )
    },
  }
}
