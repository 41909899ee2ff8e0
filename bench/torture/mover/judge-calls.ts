import type { Db } from '../../../relay/store/database.ts'
import type { RememberedCall } from './ledger.ts'

/** What came of all calls, in words each. */
export interface JudgedCalls {
  sentTwice: string[]
  outOfOrder: string[]
}

/**
 * Nothing was taken more often than its provider then put it off, and once more; and in one conversation nothing was called while an earlier message that had been called
 * before was still to be taken, unless it had been let pass, a rumour had ended it or it was put off after it had been taken. What was led to
 * another line has its place in two conversations, and is not judged by the second.
 */
export async function judgeCalls(
  db: Db,
  calls: readonly RememberedCall[],
  rumoured: ReadonlySet<string>,
): Promise<JudgedCalls> {
  const told = await db.query<{ message: string; times: number }>(
    `select portal_id || '/' || message_id as message, count(*)::int as times from message_event
     where kind = 'deferred' group by 1`,
  )
  const putOff = new Map(told.map(({ message, times }) => [message, times]))
  const taken = calls.filter((call) => call.taken !== null)
  const sentTwice = [...Map.groupBy(taken, (call) => call.message)].flatMap(([message, all]) =>
    all.length > 1 + (putOff.get(message) ?? 0)
      ? [`${message} was taken ${all.length} times, at ${all.map((one) => one.taken).join(', ')}`]
      : [],
  )
  const rows = await db.query<{ message: string; conversation: string; place: string; passed: boolean }>(
    `select portal_id || '/' || message_id as message, portal_id || '/' || conversation_id as conversation, place,
            passed_at is not null as passed from delivery d where attempts > 0
       and not exists (select from message_event e
         where e.portal_id = d.portal_id and e.message_id = d.message_id and e.kind = 'rerouted')`,
  )
  const byMessage = Map.groupBy(calls, (call) => call.message)
  const outOfOrder: string[] = []
  for (const [, of] of Map.groupBy(rows, (row) => row.conversation)) {
    const called = of
      .flatMap((row) => {
        const all = byMessage.get(row.message)
        if (!all) return []
        const last = Math.max(...all.map((call) => call.taken ?? 0))
        const free = row.passed || rumoured.has(row.message) || putOff.has(row.message)
        return [{ ...row, place: Number(row.place), first: all[0]!.begun, last, free }]
      })
      .sort((one, other) => one.place - other.place)
    for (const [index, earlier] of called.entries()) {
      if (earlier.free) continue
      const overtook = called
        .slice(index + 1)
        .find((later) => earlier.first < later.first && later.first < earlier.last)
      if (overtook) outOfOrder.push(`${overtook.message} was called before ${earlier.message} was taken`)
    }
  }
  return { sentTwice, outOfOrder }
}
