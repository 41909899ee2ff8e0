import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { ownDatabase } from '../../test/own-database.ts'
import type { Jobs } from '../store/jobs.ts'
import { newId } from '../store/id.ts'
import { openConversation } from '../store/conversations.ts'
import { storeReplies } from './store-replies.ts'
import { claimCreations, claimDoubtful, releaseCreations } from './timeline-entries.ts'

const { database } = await ownDatabase()

const at = new Date('2026-11-21T10:00:00Z')
const later = (seconds: number) => new Date(at.getTime() + seconds * 1_000)

/** Replies whose entries are due at once. A portal for each test. */
async function arrived(portalId: string, count: number, due = at): Promise<void> {
  const portal = database.forPortal(portalId)
  const place = { lineId: 'sms', channel: 'sms' as const, address: '+12025550143' }
  const opened = { ...place, id: newId(), contactId: '7', token: randomUUID(), at }
  const conversation = await openConversation(portal, opened)
  const replies = Array.from({ length: count }, () => {
    const id = newId()
    return {
      ...place,
      id,
      subject: null,
      body: 'Hello',
      providerId: id,
      conversation,
      attachments: [],
      unmatched: null,
      at,
    }
  })
  await storeReplies(portal, replies, { jobs: { hint: () => undefined } as unknown as Jobs, timelineGather: 0 })
  const ids = replies.map(({ id }) => id)
  await portal.query('update timeline_entry set due_at = $1 where message_id = any($2::uuid[])', [due, ids])
}
const claim = (now: Date) => ({ batchId: randomUUID(), now, doubtfulAt: new Date(now.getTime() + 60_000) })
const overdue = later(-1)

test('what another has taken over in the meantime, to look whether it is there, is not given back to be created', async () => {
  await arrived('1', 2)
  const first = { ...claim(at), overdue }
  const ids = (await claimCreations(database.forPortal('1'), first)).map(({ messageId }) => messageId)
  expect(ids).toHaveLength(2)
  const second = claim(later(61))
  expect(await claimDoubtful(database.forPortal('1'), second)).toHaveLength(2)

  await releaseCreations(database.forPortal('1'), first.batchId, ids, later(62))
  expect(await claimCreations(database.forPortal('1'), { ...claim(later(70)), overdue: later(69) })).toEqual([])

  await releaseCreations(database.forPortal('1'), second.batchId, ids, later(62))
  expect(await claimCreations(database.forPortal('1'), { ...claim(later(70)), overdue: later(69) })).toHaveLength(2)
})

test('of more than one call holds, a call waits until it is full, and no entry waits for that without end', async () => {
  await arrived('2', 60)
  await arrived('2', 60, later(5))
  expect(await claimCreations(database.forPortal('2'), { ...claim(at), overdue })).toEqual([])
  expect(await claimCreations(database.forPortal('2'), { ...claim(later(2)), overdue: later(1) })).toHaveLength(60)
})

test('what fits into one call goes together, though some of it is not due yet', async () => {
  await arrived('3', 10)
  await arrived('3', 20, later(5))
  expect(await claimCreations(database.forPortal('3'), { ...claim(at), overdue })).toHaveLength(30)
})
