import type pg from 'pg'
import { DatabaseSilent } from './database-silent.ts'

/** Statements by their text. Each connection prepares one once, since planning a long one costs more than carrying it out. */
const names = new Map<string, string>()
/** More than there are in the code; whatever is put together anew each time is not to fill the server's memory. */
const mostNames = 400

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= mostNames) return known
  const name = `homing-${names.size}`
  names.set(text, name)
  return name
}

/** Throws `DatabaseSilent`, or what the server says. */
export async function askConnection<Row extends pg.QueryResultRow>(
  client: pg.PoolClient,
  query: { text: string; values?: unknown[]; query_timeout?: number },
): Promise<Row[]> {
  const name = query.values?.length ? nameOf(query.text) : undefined
  try {
    return (await client.query<Row>(name === undefined ? query : { ...query, name })).rows
  } catch (cause) {
    if (!(cause instanceof Error && cause.message === 'Query read timeout')) throw cause
    throw new DatabaseSilent('The database did not answer in time.', { cause })
  }
}
