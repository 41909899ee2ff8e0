import type pg from 'pg'

/** The tables that statements change, if they are there already. What stands in a function's body is not looked at. */
const alteredBy = (statements: string[]): string[] => {
  const names = statements.map((one) => /^\s*alter table (?:if exists )?(\w+)/i.exec(one.replaceAll(/--.*/g, ''))?.[1])
  return [...new Set(names.filter((name) => name !== undefined))]
}

/**
 * Locks, all at once, every table that the statements of a migration will alter. Waiting for one after the other would
 * hold up whoever uses the first for as long as all the waiting takes together.
 * @throws an error with the code of a lock that could not be had, after `limit` milliseconds in all
 */
export const lockAltered = async (client: pg.Client, statements: string[], limit: number): Promise<void> => {
  const { rows } = await client.query<{ name: string }>(
    'select name from unnest($1::text[]) as name where to_regclass(name) is not null',
    [alteredBy(statements)],
  )
  if (!rows.length) return
  await client.query(`set local statement_timeout = ${limit}`)
  try {
    await client.query(`lock table ${rows.map(({ name }) => name).join(', ')} in access exclusive mode`)
  } catch (error) {
    // Canceled because of the limit: for whoever asks, that is a lock that is held by others.
    if ((error as { code?: string }).code !== '57014') throw error
    throw Object.assign(new Error('Other work holds the tables.', { cause: error }), { code: '55P03' })
  }
  await client.query('set local statement_timeout = 0')
}
