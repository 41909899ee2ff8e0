import { randomUUID } from 'node:crypto'
import type { Database } from '../../../relay/store/database.ts'
import type { Misbehaviour } from '../../../test/providers/descriptor.ts'
import type { Stage } from '../../stage/perform.ts'
import type { Callers } from '../callers.ts'
import { waitUntil } from '../providers/wait-until.ts'
import { newMark } from '../senders.ts'
import type { Writer } from './writers.ts'

/** A message of which the relay does not know whether it went. */
export interface Doubt {
  messageId: string
  mark: string
  writer: Writer
  /** Its provider can be asked what became of it. */
  askable: boolean
}

/** How often each provider loses an answer, after the message was taken and before. */
const lost: Record<string, { after: number; before: number }> = {
  // What it took it tells in its history; what it never took, nobody tells.
  simulator: { after: 0, before: 70 },
  // It is sure only after a day that a message never went, the two others after five minutes.
  twilio: { after: 75, before: 0 },
  bluebubbles: { after: 35, before: 0 },
  sendblue: { after: 35, before: 0 },
}
const others = { after: 4, before: 0 }
/** Milliseconds; slow lines take one message a second. */
const patience = 90_000

/** Messages to people who are known, one each, whose answers get lost; what their vendors tell of them gets lost, too. */
export async function raiseDoubts(
  stage: Stage,
  writers: readonly Writer[],
  callers: Callers,
  database: Database,
): Promise<Doubt[]> {
  const ofLine = Map.groupBy(
    writers.filter(({ known }) => known),
    ({ line }) => line,
  )
  const sent: Doubt[] = []
  await Promise.all(
    [...ofLine].map(async ([line, known]) => {
      const { after, before } = lost[line.id] ?? others
      line.webhooks.handling = 'keep'
      if (after > 0) await send(known.slice(0, after), 'cuts after')
      if (before > 0) await send(known.slice(after, after + before), 'cuts before')
      line.webhooks.handling = 'pass'

      async function send(these: readonly Writer[], how: Misbehaviour): Promise<void> {
        line.world.misbehave(how)
        const doubts: Doubt[] = []
        for (const writer of these) {
          const mark = newMark('m')
          const wish = { key: randomUUID(), contact: writer.contact!, lineId: line.id, body: `Hello, this is ${mark}.` }
          const answer = await callers.card(wish)
          if (!answer || 'refused' in answer) throw new Error(`${line.id}: not accepted: ${JSON.stringify(answer)}`)
          doubts.push({ messageId: answer.messageId, mark, writer, askable: line.provider.find !== undefined })
        }
        sent.push(...doubts)
        const ids = doubts.map(({ messageId }) => messageId)
        const tried = await waitUntil(async () => (await countTried(database, ids)) === ids.length, patience)
        if (!tried) stage.say(`${line.id}: only ${await countTried(database, ids)} of ${ids.length} were tried`)
        line.world.behave()
      }
    }),
  )
  const unknown = new Set(await unknownAmong(database, sent))
  const doubts = sent.filter(({ messageId }) => unknown.has(messageId))
  for (const line of ofLine.keys()) {
    stage.say(`${line.id}: ${doubts.filter(({ writer }) => writer.line === line).length} in doubt`)
  }
  return doubts
}

/** Ids of those that are still in doubt. */
export async function unknownAmong(database: Database, doubts: readonly Doubt[]): Promise<string[]> {
  const rows = await database.query<{ id: string }>(
    "select id from message where id = any($1::uuid[]) and status = 'unknown'",
    [doubts.map(({ messageId }) => messageId)],
  )
  return rows.map(({ id }) => id)
}

/** Those that have left once, whatever came of it. */
async function countTried(database: Database, ids: readonly string[]): Promise<number> {
  const [row] = await database.query<{ tried: number }>(
    `select count(*)::int as tried from delivery
     where message_id = any($1::uuid[]) and attempts > 0 and state <> 'sending'`,
    [[...ids]],
  )
  return row?.tried ?? 0
}
