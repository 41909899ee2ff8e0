import type { Client } from 'pg'

const NAME = 'homing'

/** What two openers of a new folder may tell each other: someone else has just made it. */
const MADE_MEANWHILE = new Set(['42710', '42P04', '23505'])

const make = async (keeper: Client, statement: string) => {
  try {
    await keeper.query(statement)
  } catch (error) {
    if (!MADE_MEANWHILE.has((error as { code?: string }).code ?? '')) throw error
  }
}

/**
 * Makes the relay's own role and database where they are missing; returns its connection string.
 * The role is no superuser: the last connections stay reserved for the keeper.
 */
export const productDatabase = async (keeper: Client, password: string, port: number): Promise<string> => {
  const roles = await keeper.query('select 1 from pg_roles where rolname = $1', [NAME])
  if (roles.rowCount === 0)
    await make(keeper, `create role ${NAME} login createdb password ${keeper.escapeLiteral(password)}`)
  const databases = await keeper.query('select 1 from pg_database where datname = $1', [NAME])
  if (databases.rowCount === 0) await make(keeper, `create database ${NAME} owner ${NAME}`)
  return `postgres://${NAME}:${password}@127.0.0.1:${port}/${NAME}`
}
