import { move, type MoveNeeds, type MoveResult } from '../message/move.ts'
import { restsLine } from '../message/rests-line.ts'
import { storePieces } from '../message/store-pieces.ts'
import { clearRefusals } from '../store/line/capabilities.ts'
import type { WideDb } from '../store/database.ts'
import { countLineHealth, type PauseRule } from '../store/line/line-health.ts'
import { restLine } from '../store/line/rest-line.ts'
import { storeBlames, type Blamed } from '../store/line/store-blames.ts'
import { setTasks, type NewTask } from '../store/jobs/tasks.ts'
import type { CallOutcome } from './call-provider.ts'

/** What the call for a claim came to. */
export interface Outcome {
  portalId: string
  messageId: string
  event: CallOutcome
  /** When its line's failures are too many; null where its provider was not called. */
  rule: PauseRule | null
}

/** Milliseconds from which on all messages of a line need not be tried in turn to hear the same. */
const longRest = 60_000

type Stored = Extract<MoveResult, { result: 'moved' }> & Pick<Outcome, 'event' | 'rule'>

/**
 * Stores outcomes together with what they say beyond their message: of an address, of its owner's wish, and of the line.
 * What follows for the message itself is the mover's.
 */
export async function keepOutcomes(tx: WideDb, outcomes: readonly Outcome[], needs: MoveNeeds): Promise<void> {
  const stored = (await move(tx, outcomes, needs)).flatMap((one): Stored[] =>
    one.result === 'moved' ? [one as Stored] : [],
  )
  const blamed = stored.flatMap(blameOf)
  for (const [portalId, ofPortal] of Map.groupBy(blamed, (one) => one.portalId)) {
    await storeBlames(tx.forPortal(portalId), ofPortal)
  }
  for (const { portalId, messageId, lineId, event } of stored) {
    if (!('pieces' in event) || !event.pieces) continue
    await storePieces(tx.forPortal(portalId), { messageId, lineId, pieces: event.pieces })
  }
  await clearRefusals(
    tx,
    stored.filter(({ event }) => event.kind === 'taken'),
  )
  for (const { portalId, lineId, event } of stored) {
    if (event.kind !== 'postponed' || event.wait < longRest || !restsLine(event.error?.code ?? '', null)) continue
    await restLine(tx.forPortal(portalId), lineId, event.wait)
  }
  const pauses = new Map<string, NewTask>()
  for (const { portalId, lineId, reason, blame, at } of blamed) {
    if (blame === 'line') pauses.set(`${portalId} ${lineId}`, pause(portalId, lineId, reason ?? '', at))
  }
  for (const one of await judgeHealth(tx, stored)) {
    const key = `${one.portalId} ${one.data.lineId}`
    if (!pauses.has(key)) pauses.set(key, one)
  }
  await setTasks(tx, needs.jobs, [...pauses.values()])
}

function blameOf({ portalId, messageId, lineId, channel, address, event }: Stored): (Blamed & { portalId: string })[] {
  if (event.kind !== 'refused' && event.kind !== 'postponed') return []
  // What a check said is kept where it was asked.
  if (!event.blame || event.blame === 'not_capable') return []
  const reason = event.error?.detail ?? null
  return [{ portalId, messageId, lineId, channel, address, blame: event.blame, reason, at: new Date() }]
}

/** Lines of which so many messages failed that they are to be paused. */
async function judgeHealth(tx: WideDb, stored: readonly Stored[]): Promise<NewTask<'change-line'>[]> {
  // A refused text, a wrong address or an unwilling person says nothing of the line; what nobody knows may be its fault.
  const counted = stored.filter(
    ({ event }) =>
      event.kind === 'taken' || (event.kind === 'refused' && ['line', 'unknown'].includes(event.blame ?? 'unknown')),
  )
  const byLine = Map.groupBy(counted, ({ portalId, lineId }) => `${portalId} ${lineId}`)
  const counts = [...byLine.values()].flatMap(([first, ...more]) => {
    if (!first?.rule) return []
    const { portalId, lineId, rule } = first
    const failed = [first, ...more].filter(({ event }) => event.kind === 'refused').length
    return [{ portalId, lineId, rule, sent: 1 + more.length, failed }]
  })
  const at = new Date()
  const failing = await countLineHealth(tx, counts, at)
  return failing.map(({ portalId, lineId, sent, failed }) =>
    pause(portalId, lineId, `${failed} of the last ${sent} messages on this line failed.`, at),
  )
}

function pause(portalId: string, lineId: string, reason: string, at: Date): NewTask<'change-line'> {
  const data = { lineId, to: 'paused', by: 'relay', reason, at: at.toISOString() } as const
  return { portalId, kind: 'change-line', key: `${lineId}/${data.at}`, data, delay: 0 }
}
