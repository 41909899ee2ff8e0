import type { PortalDb } from '../database.ts'

/** What is stored of an account's newest version, as it is stored. */
export interface StoredAccount {
  version: number
  sections: { section: string; version: number; form: number; value: unknown }[]
  /** Of each name the newest, and those before it whose time is not over. */
  secrets: StoredSecret[]
  /** Hosts in private networks that its lines may name. */
  hosts: string[]
}

export interface StoredSecret {
  /** `line/<id>/<place in the settings>`. */
  name: string
  sealed: string
  since: Date
  /** Null: the newest. */
  until: Date | null
  setBy: string
}

/** Null where nothing was ever saved. One statement, so that all of it is of one moment. */
export async function readAccount(portal: PortalDb): Promise<StoredAccount | null> {
  const [row] = await portal.query<{
    version: number
    sections: StoredAccount['sections'] | null
    secrets: (Omit<StoredSecret, 'since' | 'until'> & { since: string; until: string | null })[] | null
    hosts: string[] | null
  }>(
    `select a.version,
       (select json_agg(s) from (
          select distinct on (section) section, version, form, value from account_section
          where portal_id = a.portal_id order by section, version desc) s where s.value is not null) as sections,
       (select json_agg(json_build_object('name', name, 'sealed', value, 'since', since, 'until', until, 'setBy', set_by) order by name, since desc)
        from account_secret where portal_id = a.portal_id and (until is null or until > instant())) as secrets,
       (select array_agg(host) from account_host where portal_id = a.portal_id) as hosts
     from account a where a.portal_id = $1`,
    [portal.portalId],
  )
  if (!row) return null
  return {
    version: row.version,
    sections: row.sections ?? [],
    secrets: (row.secrets ?? []).map(({ since, until, ...secret }) => ({
      ...secret,
      since: new Date(since),
      until: until === null ? null : new Date(until),
    })),
    hosts: row.hosts ?? [],
  }
}
