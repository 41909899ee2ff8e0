import { afterAll } from 'vitest'
import { openDatabase, type Database } from '../relay/store/database.ts'
import { createTestDatabase } from './database.ts'

/** A database for the test file that asks, and connections to it; both are gone after the last of its tests. */
export async function ownDatabase(): Promise<{ url: string; database: Database }> {
  const { url, drop } = await createTestDatabase()
  const database = openDatabase({ url, onError: () => undefined })
  afterAll(async () => {
    await database.close()
    await drop()
  })
  return { url, database }
}
