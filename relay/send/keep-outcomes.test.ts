import { expect, test } from 'vitest'
import { acceptedMessage } from '../../test/accepted-message.ts'
import { counted } from '../../test/counted.ts'
import { ownDatabase } from '../../test/own-database.ts'
import { storeAccepted } from '../message/accepted-message.ts'
import { claimDeliveries } from '../message/claim-deliveries.ts'
import { newId } from '../store/id.ts'
import type { Jobs } from '../store/jobs/jobs.ts'
import { keepOutcomes } from './keep-outcomes.ts'

const { database } = await ownDatabase()
const jobs = { hint: () => undefined } as unknown as Jobs
const needs = { jobs, timelineGather: 0, timelineUpdate: 0 }
const rule = { percent: 50, least: 1_000, minutes: 60 }

let given = 1_000

/** Claimed messages to as many people of so many accounts. */
async function claimed(accounts: number, people: number) {
  const portalIds = Array.from({ length: accounts }, (_, index) => String(4_000 + index))
  await database.query(
    `insert into line (portal_id, id, provider, channel, address, in_flight, gap)
     select x::bigint, 'sms', 'x', 'sms', '+1', 1000, 0 from unnest($1::text[]) x on conflict do nothing`,
    [portalIds],
  )
  const messages = portalIds.flatMap((portalId) =>
    Array.from({ length: people }, () => {
      given += 1
      return acceptedMessage({ portalId, contactId: String(given), address: `+1202555${given}` })
    }),
  )
  await storeAccepted(database, messages)
  const claimer = { providers: ['x'], room: () => 1_000, full: [], but: [] }
  const claims = await claimDeliveries(database, 1_000, claimer, { attachments: 0, ladder: 0 }, needs)
  expect(claims).toHaveLength(accounts * people)
  return claims
}

async function statementsFor(accounts: number, people: number, kind: 'taken' | 'opted_out'): Promise<number> {
  const error = { code: 'opted_out', detail: 'It asked for silence.', retryable: false }
  const outcomes = (await claimed(accounts, people)).map(({ portalId, messageId, attempts: attempt }) => ({
    portalId,
    messageId,
    rule,
    event:
      kind === 'taken'
        ? ({ kind, attempt, status: 'sent', providerId: newId() } as const)
        : ({ kind: 'refused', attempt, error, blame: kind } as const),
  }))
  return database.transaction(async (tx) => {
    const counting = counted(tx)
    await keepOutcomes(counting.tx, outcomes, needs)
    return counting.statements()
  })
}

test('many accounts cost no more statements under their locks than one', async () => {
  const one = await statementsFor(1, 1, 'taken')
  expect(await statementsFor(30, 2, 'taken')).toBe(one)
})

test('many people who asked for silence cost no more statements than one, and all of them get it', async () => {
  const one = await statementsFor(1, 1, 'opted_out')
  expect(await statementsFor(1, 50, 'opted_out')).toBe(one)
  const rows = await database.query(`select count(*)::int as count from consent where state = 'opted_out'`)
  expect(rows).toEqual([{ count: 51 }])
})
