import type { Channel } from '../../contract/channel.ts'
import type { Db } from '../store/database.ts'
import type { Jobs } from '../store/jobs/jobs.ts'
import { dropTasks, setTasks, type NewTask } from '../store/jobs/tasks.ts'
import { tellTimeline } from '../store/jobs/tell-timeline.ts'
import { effectsOf } from './effects-of.ts'
import { holdDeliveries } from './hold-deliveries.ts'
import { judgeEvent } from './judge-event.ts'
import { deferredInstead } from './deferred-instead.ts'
import type { MessageEvent } from './message-event.ts'
import type { Standing } from './standing.ts'
import { writeMoves, type Change } from './write-moves.ts'

/** Something that happened to a message, for the mover to judge. */
export interface Move {
  portalId: string
  messageId: string
  event: MessageEvent
}

/** Which message was moved, how it stood and how it stands now. */
export interface Moved extends Move {
  lineId: string
  contactId: string
  channel: Channel
  address: string
  before: Standing
  after: Standing
}

/** `missing`: there is no such message; `refused`: the table of transitions does not allow it, and nothing changed. */
export type MoveResult =
  ({ result: 'moved' } & Moved) | { result: 'refused'; standing: Standing } | { result: 'missing' }

export interface MoveNeeds {
  jobs: Jobs
  /** Milliseconds in which new entries, and changes of those that stand there, gather before the timeline is told. */
  timelineGather: number
  timelineUpdate: number
}

/**
 * The one mover of outbound messages: in the caller's transaction it holds their deliveries, judges each event by the
 * table of transitions, and writes status, delivery, story, what the timeline wants, what is still to be done, and which
 * other messages need not wait any more. Events of one message are judged in the given order. Answers for each.
 */
export async function move(tx: Db, moves: readonly Move[], needs: MoveNeeds): Promise<MoveResult[]> {
  if (moves.length === 0) return []
  const held = await holdDeliveries(tx, moves)
  const changes = new Map<string, Change>()
  const tasks = new Map<string, NewTask>()
  const over: { portalId: string; key: string }[] = []
  const wanting = new Map<string, 'new' | 'changed'>()
  const results = moves.map((told): MoveResult => {
    const key = `${told.portalId} ${told.messageId}`
    const known = held.get(key)
    if (!known) return { result: 'missing' }
    const before = known.standing
    const one = { ...told, event: deferredInstead(before, told.event) }
    const after = judgeEvent(before, one.event)
    if (!after) return { result: 'refused', standing: before }
    known.standing = after
    const effects = effectsOf(before, one.event, after)
    changes.set(key, addTo(changes.get(key), one, after, effects))
    const { portalId, messageId, event } = one
    if (effects.ladder === 'ends') {
      // Nobody goes down where there is none.
      if (known.hasLadder) over.push({ portalId, key: messageId })
      known.hasLadder = false
      tasks.delete(`fall-back ${key}`)
    }
    if (effects.ladder === 'falls' && known.hasLadder && effects.failure) {
      const data = { failure: effects.failure }
      tasks.set(`fall-back ${key}`, { portalId, kind: 'fall-back', key: messageId, data, delay: 0 })
    }
    const askIn = event.kind === 'doubted' ? event.askIn : 0
    if (after.state === 'unknown' && before.state !== 'unknown' && askIn !== null) {
      tasks.set(`reconcile ${key}`, { portalId, kind: 'reconcile-delivery', key: messageId, data: {}, delay: askIn })
    }
    if (effects.timeline !== 'none' && wanting.get(portalId) !== 'new') {
      wanting.set(portalId, effects.timeline === 'record' ? 'new' : 'changed')
    }
    const { lineId, contactId, channel, address } = known
    return { result: 'moved', ...one, lineId, contactId, channel, address, before, after }
  })
  if (changes.size === 0) return results
  await writeMoves(tx, [...changes.values()], needs)
  await dropTasks(tx, 'fall-back', over)
  await setTasks(tx, needs.jobs, [...tasks.values()])
  for (const [portalId, what] of wanting) {
    const delay = what === 'new' ? needs.timelineGather : needs.timelineUpdate
    await tellTimeline(needs.jobs, tx, portalId, what, delay)
  }
  return results
}

/** What one more event makes of what is to be written of a message. */
function addTo(
  known: Change | undefined,
  { portalId, messageId, event }: Move,
  after: Standing,
  effects: ReturnType<typeof effectsOf>,
): Change {
  const change: Change = known ?? {
    portalId,
    messageId,
    lease: null,
    wait: null,
    trouble: undefined,
    providerId: null,
    forgetsId: false,
    service: null,
    followedBy: null,
    lineId: null,
    conversationId: null,
    endsLadder: false,
    timeline: 'none',
    look: 'same',
    told: [],
    standing: after,
  }
  return {
    ...change,
    standing: after,
    lease: event.kind === 'claimed' ? event.lease : after.state === 'sending' ? change.lease : null,
    wait:
      event.kind === 'postponed' || event.kind === 'deferred'
        ? event.wait
        : event.kind === 'found_unsent' || (event.kind === 'rerouted' && after.attempts > 0)
          ? 0
          : after.state === 'due'
            ? change.wait
            : null,
    trouble: effects.trouble === undefined ? change.trouble : effects.trouble,
    providerId: change.providerId ?? ('providerId' in event ? event.providerId : null),
    service: ('service' in event ? event.service : null) ?? change.service,
    forgetsId: change.forgetsId || event.kind === 'deferred',
    followedBy: event.kind === 'followed' ? event.by : change.followedBy,
    lineId: event.kind === 'rerouted' ? event.lineId : change.lineId,
    conversationId: event.kind === 'rerouted' ? event.conversationId : change.conversationId,
    endsLadder: change.endsLadder || effects.ladder === 'ends',
    timeline: change.timeline === 'record' || effects.timeline === 'none' ? change.timeline : effects.timeline,
    look: effects.look === 'same' ? change.look : effects.look,
    told: effects.told ? [...change.told, effects.told] : change.told,
  }
}
