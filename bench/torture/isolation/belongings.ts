import { portalTables } from './dump.ts'
import type { Belongings } from './attempts.ts'
import type { House } from './open-house.ts'
import type { Inhabitant } from './portals.ts'

/** Words that stand in for many values, so that each way a row can be in gives one of its ids. */
const ways = ['direction', 'status', 'state', 'source', 'kind']

/**
 * What could be named of somebody's: a few of each kind that their life has given them, and of every column by which the
 * database knows a row of theirs, under the column's name.
 */
export async function belongings({ database, phones }: House, one: Inhabitant): Promise<Belongings> {
  const { portalId } = one
  const all: Belongings = {
    portalId: [portalId],
    contactId: one.contactIds.slice(0, 1),
    phone: one.phones.slice(0, 1),
    lineId: one.lines.slice(-1).map(({ id }) => id),
    lineAddress: one.lines.slice(0, 1).map(({ address }) => address),
    phoneUrl: [phones.get(portalId)?.url ?? ''],
    attachment: [`https://files.example/of-${portalId}.png`],
  }
  const known = new Set(Object.values(all).flat())
  for (const table of await portalTables(database)) {
    const columns = await database.query<{ name: string; isId: boolean }>(
      `select a.attname as name,
         t.typname in ('text', 'uuid', 'int8') and (a.attname ~ '(^|_)(id|key|token|address|alias|workspace|digest)$'
           or exists (select 1 from pg_index i where i.indrelid = a.attrelid and i.indisunique and a.attnum = any(i.indkey)))
           as "isId"
       from pg_attribute a join pg_type t on t.oid = a.atttypid
       where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attname <> 'portal_id'`,
      [table],
    )
    const by = columns.flatMap(({ name }) => (ways.includes(name) ? [name] : []))
    for (const { name } of columns.filter(({ isId }) => isId)) {
      const rows = await database.query<{ value: string }>(
        `select ${by.length > 0 ? `distinct on (${by.join(', ')})` : ''} ${name}::text as value from ${table}
         where portal_id = $1 and ${name} is not null order by ${[...by, `${name}::text like 'canary%'`].join(', ')} limit 6`,
        [portalId],
      )
      const kind = camel(name === 'id' ? `${table}_id` : name)
      const fresh = rows.map(({ value }) => value).filter((value) => !known.has(value))
      for (const value of fresh.slice(0, by.length > 0 ? 3 : 1)) {
        known.add(value)
        all[kind] = [...(all[kind] ?? []), value]
      }
    }
  }
  return all
}

/** What the other has under the same names is nobody's own. */
export function ownOnly(theirs: Belongings, own: Belongings): Belongings {
  const shared = new Set(Object.values(own).flat())
  return Object.fromEntries(
    Object.entries(theirs)
      .map(([kind, values]) => [kind, values.filter((value) => !shared.has(value))] as const)
      .filter(([, values]) => values.length > 0),
  )
}

function camel(name: string): string {
  return name.replaceAll(/_(\w)/g, (_all, letter: string) => letter.toUpperCase())
}
