import { expect, test } from 'vitest'
import { companyAccounts } from '../../bench/torture/mover/company-accounts.ts'
import { ownDatabase } from '../../test/own-database.ts'
import { move } from '../message/move.ts'
import { newId } from '../store/id.ts'
import { createReconcile } from './reconcile.ts'
import { silent, moveNeeds } from '../../bench/torture/mover/played-world.ts'

const portalId = '4242'
const { database } = await ownDatabase()

test('a doubt that another message comes to stand in for while its provider is asked is asked about again', async () => {
  const messageId = newId()
  await database.query(
    `with message as (
       insert into message (portal_id, id, direction, source, contact_id, conversation_id, line_id, channel, address, body,
                            status, created_at, changed_at)
       values ($1, $2, 'outbound', 'card', 1, $3, '4242-asked', 'sms', '+12025550143', 'Hello', 'unknown', now() - interval '1 minute', now())
     )
     insert into delivery (portal_id, message_id, line_id, conversation_id, state, attempts, due_at, since)
     values ($1, $2, '4242-asked', $3, 'unknown', 1, now(), now() - interval '1 minute')`,
    [portalId, messageId, newId()],
  )
  const followed = { kind: 'followed', by: newId(), channel: 'sms', lineId: 'other', reason: 'late' } as const
  const company = {
    call: () => Promise.reject(new Error('nobody is called')),
    async find() {
      await database.transaction((tx) => move(tx, [{ portalId, messageId, event: followed }], moveNeeds))
      return null
    },
  }
  const reconcile = createReconcile({
    ...{ ...moveNeeds, database, fetch, log: silent, now: () => new Date(), wake: () => undefined, settle: 100 },
    accounts: companyAccounts(company, () => 1),
  })
  const task = { portalId, key: messageId, data: {}, tries: 0 }
  expect(await reconcile(task, new AbortController().signal)).toMatchObject({ again: expect.any(Number) as number })
  expect(await reconcile(task, new AbortController().signal)).toBeUndefined()
  expect(await database.query('select status, error_code from message where id = $1', [messageId])).toEqual([
    { status: 'failed', error_code: 'never_taken' },
  ])
})
