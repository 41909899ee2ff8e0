import { expect, test } from 'vitest'
import { ownDatabase } from '../../test/own-database.ts'
import { newId } from '../store/id.ts'
import type { OpenEvent } from '../store/hubspot/hubspot-events.ts'
import type { Jobs } from '../store/jobs/jobs.ts'
import { lookAgain } from './look-again.ts'

const { database } = await ownDatabase()
const portalId = '4242'
const jobs = { hint: () => undefined } as unknown as Jobs

test('of contacts with another address only those are looked at from whose address a reply waits', async () => {
  await database.query(
    `insert into message (portal_id, id, direction, source, line_id, channel, address, body, status, created_at, changed_at)
     values ($1, $2, 'inbound', 'reply', 'sms', 'sms', '+12025550143', 'Hi', 'delivered', instant(), instant())`,
    [portalId, newId()],
  )
  const changed = (objectId: string, propertyValue: string) =>
    ({ kind: 'property', objectId, merge: null, propertyName: 'phone', propertyValue }) as OpenEvent
  const events = [changed('1', '+12025550199'), changed('2', '+12025550143')]
  await lookAgain(database.forPortal(portalId), events, { jobs, account: { routing: {} }, timelineDoubt: 0 })
  expect(await database.query('select kind, key from task')).toEqual([{ kind: 'match-contact', key: '2' }])
})
