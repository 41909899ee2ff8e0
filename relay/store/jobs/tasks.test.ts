import { expect, test } from 'vitest'
import { ownDatabase } from '../../../test/own-database.ts'
import { claimTasks, endTask } from './claim-tasks.ts'
import { setTasks } from './tasks.ts'

const portalId = '4242'
const { database } = await ownDatabase()
const portal = database.forPortal(portalId)
const note = () =>
  setTasks(portal, { hint: () => undefined }, [
    { portalId, kind: 'reconcile-delivery', key: 'message', data: {}, delay: 0 },
  ])

test('whoever stood still over a task does not end the one that was noted after it', async () => {
  await note()
  const [frozen] = await claimTasks(portal, { limit: 1, lease: 0, without: [] })
  const [other] = await claimTasks(portal, { limit: 1, lease: 60_000, without: [] })
  await endTask(portal, other!)
  await note()
  await endTask(portal, frozen!)
  expect(await portal.query('select key from task')).toEqual([{ key: 'message' }])
})
