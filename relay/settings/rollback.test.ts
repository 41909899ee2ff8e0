import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSettingsDesk, type SettingsDesk } from '../../test/settings-desk.ts'
import { portalId } from '../../test/world.ts'
import { removeVersions } from '../store/account/remove-versions.ts'
import type { Database, PortalDatabase } from '../store/database.ts'
import { createRollback } from './rollback.ts'
import { showVersion } from './show-versions.ts'

let desk: SettingsDesk
beforeAll(async () => {
  desk = await createSettingsDesk()
})
afterAll(() => desk.world.close())

const pause = (percent: number) => ({ pause: { percent, least: 5, minutes: 5 } })

/** An account of which all versions but the newest are removed right after the first answer of the database. */
function removedMeanwhile(): PortalDatabase {
  const portal = desk.world.database.forPortal(portalId)
  const remove = () =>
    portal.transaction((tx) => removeVersions(tx, { ...bite, before: new Date(Date.now() + 60_000) }))
  let isFirst = true
  return {
    ...portal,
    async query(text, values) {
      const rows = await portal.query(text, values)
      if (isFirst) await remove()
      isFirst = false
      return rows as never[]
    },
  }
}
const bite = { after: '', most: 1_000 }

const wanted = { portalId, by: 'operator', reason: null, edited: 0, keep: 0 } as const
const database = () => ({ forPortal: removedMeanwhile }) as unknown as Database
const bringBack = (version: number, saved: (all: unknown) => never) =>
  createRollback({ database: database() }, saved)(wanted, version)
const show = (version: number) => showVersion(removedMeanwhile(), version, 0)

test.each([
  ['brought back', bringBack],
  ['shown', show],
])('a version that is removed while it is %s is not there, rather than one without settings', async (_, use) => {
  const { version } = await desk.save(pause(20))
  await desk.save(pause(30))
  const saved = (all: unknown): never => expect.fail(`saved: ${JSON.stringify(all)}`)
  await expect(use(version, saved)).rejects.toMatchObject({ code: 'unknown_version' })
})
