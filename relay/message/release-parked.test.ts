import { beforeAll, expect, test } from 'vitest'
import { ownDatabase } from '../../test/own-database.ts'
import type { PortalDb } from '../store/database.ts'
import { releaseHindered } from './release-hindered.ts'
import { releaseParked } from './release-parked.ts'

const { database } = await ownDatabase()
const portal = database.forPortal('4242')
const idOf = (nth: number) => `01a00000-0000-7000-8000-${nth.toString(16).padStart(12, '0')}`

/** Of twenty thousand entries half are parked, and half wait for their next try: all for the same reason. */
beforeAll(async () => {
  await database.query(
    `with m as (
       insert into message (portal_id, id, direction, source, contact_id, line_id, channel, address, body, status, created_at, changed_at)
       select 4242, ('01a00000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'outbound', 'card', i, 'sms', 'sms', '+12025550100',
         'Hello', 'sent', now(), now() from generate_series(1, 20000) i returning id, contact_id
     )
     insert into timeline_entry (portal_id, message_id, object, state, due_at, parked_at, reason, hindrance)
     select 4242, id, 'communications', case when contact_id % 2 = 0 then 'parked' else 'waiting' end, now(),
       case when contact_id % 2 = 0 then now() end, 'refused', 'token' from m`,
  )
  await database.query('analyze')
}, 120_000)

/** The most rows that any step of the statements looks at, by the plan that serves whatever they are given. */
async function looked(work: (portal: PortalDb) => Promise<unknown>): Promise<number> {
  const counts: number[] = []
  await portal.transaction(async (tx) => {
    const explaining = {
      ...tx,
      async query(text: string, values: unknown[]) {
        const found = text.startsWith('select') ? await tx.query(text, values) : []
        // What is explained with its values at hand is planned for these values.
        await tx.query(`prepare explained as ${text}`)
        const plan = await tx.query<{ 'QUERY PLAN': string }>(
          `explain (analyze, costs off, buffers off, timing off) execute explained(${values.map(literal).join(', ')})`,
        )
        await tx.query('deallocate explained')
        for (const { 'QUERY PLAN': line } of plan) {
          for (const [, count] of line.matchAll(/(?:rows=|Removed by Filter: )(\d+)/g)) counts.push(Number(count))
        }
        return found
      },
    }
    await work(explaining as PortalDb)
  })
  return Math.max(...counts)
}

function literal(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? `'{${value.join(',')}}'` : `'${value as string | number}'`
}

test('one entry is released without a look at the others that are held up', async () => {
  expect(await looked((one) => releaseParked(one, { messageIds: [idOf(2)] }))).toBeLessThan(10)
  expect(await looked((one) => releaseParked(one, { contactIds: ['4'] }))).toBeLessThan(10)
})

test('what hindered is mended: each part looks at its own entries alone', async () => {
  const part = { hindrance: 'token', after: idOf(9_000), most: 50 }
  expect(await looked((one) => releaseHindered(one, part))).toBeLessThanOrEqual(50)
})
