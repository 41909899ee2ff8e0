import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { HubSpotSnapshot } from '../../workbench/hubspot/hubspot.ts'
import type { PhoneNetworkSnapshot } from '../../workbench/phone-network/phone-network.ts'
import { createTestDatabase, type TestDatabase } from '../database.ts'

/** What stood outside of the relay when the dump was made. */
export interface Outside {
  /** ISO 8601. */
  madeAt: string
  phones: PhoneNetworkSnapshot
  hubspot: HubSpotSnapshot
}

const read = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8')

/** Every time but those that the audit log's hashes cover. */
const shift = `
  do $$ declare c record; begin
    for c in
      select table_schema, table_name, string_agg(format('%1$I = %1$I + $1', column_name), ', ') as moves
      from information_schema.columns join information_schema.tables using (table_schema, table_name)
      where data_type = 'timestamp with time zone' and table_type = 'BASE TABLE'
        and (table_schema = 'public' and table_name <> 'audit' or table_schema = 'pgboss' and table_name in ('job_common', 'queue'))
      group by 1, 2
    loop
      execute format('update %I.%I set %s', c.table_schema, c.table_name, c.moves)
        using current_setting('homing.shift')::interval;
    end loop;
  end $$`

/**
 * A database as the landed version left it, in a database of its own, and what stood outside of it then. The moment of the dump
 * becomes `downFor` milliseconds ago, as if the relay had been down since.
 */
export async function restoreLanded(downFor: number): Promise<{ testDatabase: TestDatabase; outside: Outside }> {
  const testDatabase = await createTestDatabase({ empty: true })
  const outside = JSON.parse(read('landed.jsonl')) as Outside
  const client = new pg.Client({ connectionString: testDatabase.url })
  await client.connect()
  try {
    await client.query(read('landed.sql'))
    const moved = Date.now() - downFor - Date.parse(outside.madeAt)
    await client.query("select set_config('homing.shift', $1, false)", [`${moved} milliseconds`])
    await client.query(shift)
  } finally {
    await client.end()
  }
  return { testDatabase, outside }
}
