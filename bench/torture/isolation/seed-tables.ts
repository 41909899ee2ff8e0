import type { Database } from '../../../relay/store/database.ts'
import { dumpPortals, ownWords, portalTables } from './dump.ts'

/** Tables whose rows are of no single account, and whose rows they are. A new one without a `portal_id` belongs here. */
const ofNobody: Record<string, string> = {
  journal: "the app's, for all accounts at once",
  master_key: "the relay's own: by which of its keys anything is sealed",
  migration: "the relay's own",
  settings_clock: 'one count for the whole database',
}

/** Tables whose rows are there for a moment alone, so that none would stay to be watched, and where what they tell of stands. */
const passing: Record<string, string> = {
  inbox_fresh:
    'names a delivery in inbox until that is worked off, and a delivery that is not there no longer than that',
}

interface Column {
  name: string
  type: string
  isKey: boolean
  /** What the database allows, where it prescribes words. */
  allowed: string | null
}

/**
 * Gives an account a row in every table that has a `portal_id`, keeps its rows and has none of its yet, with a mark of its own in every
 * column, so that a new table is watched without anybody thinking of it. Answers with the tables it had to fill. Throws
 * for a table of which nobody has said whose its rows are, and for one that holds nothing by which a row could be known.
 */
export async function seedTables(database: Database, portalId: string, others: readonly string[]): Promise<string[]> {
  const known = await portalTables(database)
  const all = await database.query<{ name: string }>(
    `select relname as name from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace`,
  )
  for (const { name } of all) {
    if (!known.includes(name) && !Object.hasOwn(ofNobody, name)) {
      throw new Error(`${name} has no portal_id: say in seed-tables.ts whose its rows are`)
    }
  }
  const filled: string[] = []
  const theirs = [...(await dumpPortals(database, others)).values()]
  for (const table of known) {
    const marked = async () => {
      const own = (await dumpPortals(database, [portalId], undefined, [table])).get(portalId)
      return own !== undefined && ownWords(own, theirs).size > 0
    }
    if (Object.hasOwn(passing, table) || (await marked())) continue
    await addRow(database, table, portalId)
    if (!(await marked())) throw new Error(`no row of ${portalId} in ${table} can be told from another's`)
    filled.push(table)
  }
  return filled
}

let marks = 0

async function addRow(database: Database, table: string, portalId: string): Promise<void> {
  const columns = await columnsOf(database, table)
  const values = columns.map(({ name, type, allowed }): unknown => {
    marks += 1
    const mark = `canary-${portalId}-${table}-${name}-${marks}`
    const values: Record<string, unknown> = {
      text: allowed ?? mark,
      uuid: `7002fade-0000-4000-8000-${String(marks).padStart(12, '0')}`,
      int8: `${portalId}8317${String(marks).padStart(6, '0')}`,
      int4: 1_700_283_000 + marks,
      // No number as small tells whose it is; its row has others that do.
      int2: 1,
      bool: false,
      bytea: Buffer.from(mark),
      jsonb: JSON.stringify({ canary: mark }),
      // Whatever is over is cleared away by anybody.
      timestamptz: new Date(Date.now() + (/(expires_at|until)$/.test(name) ? 86_400_000 : 0)),
      _text: [mark],
      _int8: [`${portalId}8317${String(marks).padStart(6, '0')}`],
    }
    if (name === 'portal_id') return portalId
    if (!Object.hasOwn(values, type)) throw new Error(`${table}.${name} is of type ${type}: say how it is marked`)
    return values[type]
  })
  const keys = columns.filter(({ isKey }) => isKey).map(({ name }) => name)
  const others = columns.filter(({ isKey, allowed }) => !isKey && allowed === null).map(({ name }) => name)
  // An account has one row at most where its id is the whole key.
  const again = `on conflict (portal_id) do update set ${others.map((name) => `${name} = excluded.${name}`).join(', ')}`
  await database.query(
    `insert into ${table} (${columns.map(({ name }) => name).join(', ')}) overriding system value
     values (${columns.map((_column, index) => `$${index + 1}`).join(', ')}) ${keys.join() === 'portal_id' ? again : ''}`,
    values,
  )
}

function columnsOf(database: Database, table: string): Promise<Column[]> {
  return database.query(
    `select a.attname as name, t.typname as type,
       exists (select 1 from pg_index i
               where i.indrelid = a.attrelid and i.indisprimary and a.attnum = any(i.indkey)) as "isKey",
       (select substring(pg_get_constraintdef(k.oid) from '''([^'']+)''') from pg_constraint k
        where k.conrelid = a.attrelid and k.contype = 'c' and k.conkey = array[a.attnum] limit 1) as allowed
     from pg_attribute a join pg_type t on t.oid = a.atttypid
     where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     order by a.attnum`,
    [table],
  )
}
