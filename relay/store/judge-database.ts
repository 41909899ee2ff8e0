import type pg from 'pg'
import type { Trouble } from './reach-database.ts'

interface Facts {
  name: string
  role: string
  encoding: string
  version: number
  standby: boolean
  read_only: boolean
  schema: string | null
  may_make_tables: boolean | null
  may_make_schemas: boolean
}

/** Whether this database is one that a relay can live in; null where it is. */
export async function judgeDatabase(client: pg.Client): Promise<Trouble | null> {
  const { rows } = await client.query<Facts>(
    `select current_database() as name, current_user as role, current_setting('server_encoding') as encoding,
            current_setting('server_version_num')::int as version, pg_is_in_recovery() as standby,
            current_setting('transaction_read_only') = 'on' as read_only, current_schema() as schema,
            has_schema_privilege(current_schema(), 'create') as may_make_tables,
            has_database_privilege(current_database(), 'create')
              or coalesce(has_schema_privilege(to_regnamespace('pgboss'), 'create'), false) as may_make_schemas`,
  )
  const facts = rows[0]
  if (!facts) return null
  const { name, role } = facts
  const stays = (code: string, sentence: string): Trouble => ({ code, sentence, passes: false })
  if (facts.version < 150_000) {
    return stays('old', `The PostgreSQL of "${name}" is older than 15. Homing needs 15 or newer.`)
  }
  if (facts.encoding !== 'UTF8') {
    return stays(
      'encoding',
      `The database "${name}" keeps text in ${facts.encoding}, and messages need UTF-8. Make another one with: create database ${name}_utf8 encoding 'UTF8' template template0`,
    )
  }
  if (facts.standby || facts.read_only) {
    const what = facts.standby ? 'is a standby' : 'is read-only'
    return {
      code: '25006',
      sentence: `The database "${name}" ${what}, so nothing can be stored. Point DATABASE_URL to the primary, or let it be written to.`,
      passes: true,
    }
  }
  if (!facts.schema || !facts.may_make_tables) {
    const schema = facts.schema ?? 'public'
    return stays(
      '42501',
      `The role "${role}" may not make tables in "${name}". As its owner, say: grant usage, create on schema ${schema} to "${role}"`,
    )
  }
  if (!facts.may_make_schemas) {
    return stays(
      '42501',
      `The role "${role}" may not make the schema of its jobs in "${name}". As its owner, say: grant create on database "${name}" to "${role}"`,
    )
  }
  return null
}
