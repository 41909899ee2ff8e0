import { afterEach, expect, test } from 'vitest'
import { acceptedMessage } from '../../test/accepted-message.ts'
import { ownDatabase } from '../../test/own-database.ts'
import { newId } from '../store/id.ts'
import type { Jobs } from '../store/jobs/jobs.ts'
import { storeAccepted } from './accepted-message.ts'
import { claimDeliveries, type Claim } from './claim-deliveries.ts'
import { findExpiredClaims } from './find-expired-claims.ts'
import type { MessageEvent } from './message-event.ts'
import { move } from './move.ts'
import type { PlannedStep } from './planned-step.ts'

const portalId = '4242'
const { database } = await ownDatabase()
afterEach(async () => {
  await database.query('truncate line, message, delivery, conversation, message_event, timeline_entry, task')
})

const jobs = { enqueue: async () => undefined, hint: () => undefined } as unknown as Jobs
const needs = { jobs, timelineGather: 0, timelineUpdate: 0 }
const trouble = { code: 'busy', detail: 'Busy.', retryable: true }
const step = { channel: 'sms', address: '+12025550144', when: {}, template: null, subject: null } as const

/** Each to another contact, so that none waits for another, unless they are all to the same. */
async function accept(count: number, ladder: PlannedStep[] = [], contact?: string): Promise<string[]> {
  await database.query(
    `insert into line (portal_id, id, provider, channel, address, in_flight, gap) values ($1, 'sms', 'x', 'sms', 'x', 10, 0)`,
    [portalId],
  )
  const messages = Array.from({ length: count }, (_, index) =>
    acceptedMessage({ portalId, contactId: contact ?? String(index + 1), ladder }),
  )
  await storeAccepted(database, messages)
  return messages.map(({ id }) => id)
}

async function claim(lease = 60_000): Promise<Claim[]> {
  await database.query('update line set lease = $1', [lease])
  const claimer = { providers: ['x'], room: () => 100, full: [], but: [] }
  return claimDeliveries(database, 100, claimer, { attachments: 0, ladder: 0 }, needs)
}

const tell = (messageId: string, ...events: MessageEvent[]) =>
  database.transaction((tx) =>
    move(
      tx,
      events.map((event) => ({ portalId, messageId, event })),
      needs,
    ),
  )

const doubt = ({ attempts: attempt }: Claim): MessageEvent => ({
  kind: 'doubted',
  attempt,
  error: trouble,
  askIn: null,
})
const moved = { result: 'moved' }
const refused = { result: 'refused' }

test('a claim that lets others pass still ends when its time is up', async () => {
  const [id = ''] = await accept(1)
  await claim(0)
  expect(await tell(id, { kind: 'let_pass', actor: { userId: '1' } })).toMatchObject([moved])
  expect(await findExpiredClaims(database, 10)).toMatchObject([{ messageId: id, attempts: 1 }])
})

test('that a provider does not know of one claim says nothing of the next', async () => {
  const [id = ''] = await accept(1)
  const [first] = await claim()
  await tell(id, doubt(first!), { kind: 'found_unsent', attempt: 1 })
  const [second] = await claim()
  await tell(id, doubt(second!))
  // Asked before it was called again, and heard only now.
  expect(await tell(id, { kind: 'found_unsent', attempt: 1 })).toMatchObject([refused])
  expect(await tell(id, { kind: 'never_taken', attempt: 1, error: trouble })).toMatchObject([refused])
  expect(await claim()).toEqual([])
})

test('what ends a ladder leaves no timer, also where what goes down it is told at the same time', async () => {
  const [falls = '', ends = ''] = await accept(2, [{ ...step, lineIds: ['sms'] }])
  await claim()
  const never: MessageEvent = { kind: 'refused', attempt: 1, error: trouble, blame: null }
  expect(await tell(falls, never, { kind: 'resent', by: newId() })).toMatchObject([moved, moved])
  const doubted: MessageEvent = { kind: 'doubted', attempt: 1, error: trouble, askIn: null }
  const late = { kind: 'reported', status: 'undelivered', providerId: null, error: null, blame: null } as const
  const told = await tell(ends, doubted, { kind: 'settled_not_sent', actor: {} }, { ...late, at: new Date() })
  expect(told).toMatchObject([moved, moved, moved])
  expect(await database.query('select key from task')).toEqual([])
})

test('what is put off waits, although others may pass it at the same time', async () => {
  const [id = ''] = await accept(1)
  await claim()
  const later: MessageEvent = { kind: 'postponed', attempt: 1, wait: 60_000, error: trouble, blame: null }
  expect(await tell(id, later, { kind: 'let_pass', actor: {} })).toMatchObject([moved, moved])
  expect(await claim()).toEqual([])
})

test('who waits for another goes on when that one is over, although something happens to both at once', async () => {
  const [first = '', second = ''] = await accept(2, [], '7')
  const [claimed] = await claim()
  await tell(first, doubt(claimed!))
  expect(await claim()).toEqual([])
  const both = [
    { portalId, messageId: first, event: { kind: 'settled_sent', actor: {} } as const },
    { portalId, messageId: second, event: { kind: 'stranded' } as const },
  ]
  expect(await database.transaction((tx) => move(tx, both, needs))).toMatchObject([moved, moved])
  expect(await claim()).toMatchObject([{ messageId: second }])
})

test('whoever may have left and is followed by another is asked about, where it can be', async () => {
  const [id = ''] = await accept(1)
  await claim()
  const cutOff: MessageEvent = {
    kind: 'postponed',
    attempt: 1,
    wait: 60_000,
    error: { ...trouble, code: 'outcome_unknown' },
    blame: null,
  }
  const by: MessageEvent = { kind: 'followed', by: newId(), channel: 'sms', lineId: 'sms', reason: 'line' }
  expect(await tell(id, cutOff, by)).toMatchObject([moved, { ...moved, after: { state: 'unknown' } }])
  expect(await database.query('select kind, key from task')).toEqual([{ kind: 'reconcile-delivery', key: id }])
})

test('a claim leaves out nothing of what happens to its message at the same time', async () => {
  const [id = ''] = await accept(1, [{ ...step, lineIds: ['sms'] }])
  const barred: MessageEvent = { kind: 'barred', channel: 'sms' }
  expect(await tell(id, barred, { kind: 'claimed', lease: 60_000 })).toMatchObject([moved, moved])
  expect(await database.query('select ladder from message')).toEqual([{ ladder: null }])
})
