import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
// Brings the type of what the run provides.
import type {} from './database-server.ts'

export type TestDatabase = { url: string; drop(): Promise<void> }

/**
 * A database of one's own with all migrations applied, or an empty one, on the server of this test run.
 * Drop it when the file is done; connections still open are ended.
 */
export const createTestDatabase = async ({ empty = false } = {}): Promise<TestDatabase> => {
  const server = inject('testDatabase')
  if ('failure' in server) throw new Error(`There is no test database: ${server.failure}`)
  const name = server.template.replace('template', randomBytes(6).toString('hex'))
  const run = async (statement: string) => {
    const client = new pg.Client({ connectionString: server.url })
    await client.connect()
    try {
      await client.query(statement)
    } finally {
      await client.end()
    }
  }
  await run(`create database ${name} template ${empty ? 'template0' : server.template}`)
  const url = new URL(server.url)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => drop(() => run(`drop database if exists ${name} with (force)`)) }
}

/** The server's own housekeeping may be in the database at that moment, and nobody but the server may end it (42501). */
async function drop(attempt: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt()
    } catch (error) {
      const isBusy = error instanceof Error && 'code' in error && error.code === '42501'
      if (!isBusy || tries === 50) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}
