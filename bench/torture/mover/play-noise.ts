import { randomUUID } from 'node:crypto'
import type { Channel } from '../../../contract/channel.ts'
import type { MessageEvent } from '../../../relay/message/message-event.ts'
import type { Move } from '../../../relay/message/move.ts'
import { openConversation } from '../../../relay/store/conversation/conversations.ts'
import { newId } from '../../../relay/store/id.ts'
import { playResending } from './play-accepting.ts'
import { playMoves, type PlayedWorld } from './played-world.ts'
import { accounts, lineIdOf, lineKindNames } from './world.ts'

/** A message as it stood a moment ago. */
interface Seen {
  portal_id: string
  message_id: string
  state: 'due' | 'sending' | 'unknown' | 'done'
  status: string
  attempts: number
  twin: boolean
  /** Its provider has answered the call. */
  answered: boolean
  /** It has been in doubt for so long that its provider knows by now. */
  settled: boolean
}

const error = { code: 'noise', detail: 'Somebody says so.', retryable: false }
const actor = { userId: '7' }

/**
 * What happens to messages at any time, as it comes: reports late, twice and of those who do not know, outcomes of claims
 * long gone, what persons say, all of it for other accounts, too. `open`: the share that is about open messages.
 */
export async function playNoise(world: PlayedWorld, options: { size: number; open: number }): Promise<void> {
  const seen = await look(world, options)
  const moves: Move[] = []
  const strangers: Move[] = []
  for (const one of seen) {
    const chance = world.random()
    if (chance < 0.01 && one.state === 'done') {
      await playResending(world, one.portal_id, one.message_id)
      continue
    }
    const event = await chooseEvent(world, one)
    if (!event) continue
    const other = accounts.find((account) => account !== one.portal_id)!
    const isStranger = chance > 0.9 && !one.twin
    const move = { portalId: isStranger ? other : one.portal_id, messageId: one.message_id, event }
    moves.push(move)
    if (isStranger) strangers.push(move)
    else if (event.kind === 'reported' && one.state !== 'done') world.rumour(`${move.portalId}/${move.messageId}`)
  }
  const results = await playMoves(world, moves)
  for (const [index, move] of moves.entries()) {
    const result = results[index]
    // It was over when it was looked at, and is being called again.
    if (result?.result === 'moved' && result.before.state === 'sending' && result.after.state !== 'sending') {
      world.rumour(`${move.portalId}/${move.messageId}`)
    }
    if (!strangers.includes(move) || result?.result === 'missing') continue
    world.wrong(`account ${move.portalId} was answered about message ${move.messageId} of another`)
  }
}

async function look(world: PlayedWorld, { size, open }: { size: number; open: number }): Promise<Seen[]> {
  const select = `select d.portal_id, d.message_id, d.state, m.status, d.attempts,
      exists (select from delivery t where t.portal_id = any($4::bigint[]) and t.portal_id <> d.portal_id
                and t.message_id = d.message_id) as twin,
      m.provider_id is not null as answered,
      d.since < instant() - $2::float8 * interval '1 millisecond' as settled`
  const fresh = Math.round(size * open)
  const rows = await world.database.query<Seen & Record<string, unknown>>(
    `${select} from (select * from delivery where state <> 'done'
       order by random() * case when state = 'unknown' then 0.15 when state = 'sending' then 0.3 when attempts > 0 then 0.5 else 1 end limit $1) d
     join message m on m.portal_id = d.portal_id and m.id = d.message_id
     union all
     ${select} from (select * from delivery tablesample bernoulli (20) where state = 'done' limit $3) d
     join message m on m.portal_id = d.portal_id and m.id = d.message_id`,
    [fresh, world.settle, size - fresh, accounts],
  )
  return rows
}

const reported = ['sending', 'sent', 'delivered', 'read', 'failed', 'undelivered', 'expired'] as const

async function chooseEvent(world: PlayedWorld, one: Seen): Promise<MessageEvent | null> {
  const chance = world.random()
  if (one.state === 'done') {
    if (chance < 0.2 && one.answered) return putOff(world, one)
    if (chance < 0.5) return report(world)
    if (chance < 0.85) return outcomeOf(world, one.attempts - 1 - Math.floor(world.random() * 2))
    if (chance < 0.92) return { kind: 'claimed', lease: 1_000 }
    if (chance < 0.95) return { kind: 'barred', channel: 'sms' }
    return person(world)
  }
  // Of what is open little may end by the way, or nothing would ever leave.
  if (chance < 0.007) return report(world)
  if (chance < 0.02) return { kind: 'cancelled', actor: world.random() < 0.5 ? actor : null }
  if (chance < (one.attempts === 0 ? 0.02 : one.state === 'sending' ? 0.12 : 0.035)) return { kind: 'let_pass', actor }
  if (one.state === 'unknown') {
    if (chance < 0.35) return { kind: world.random() < 0.5 ? 'settled_sent' : 'settled_not_sent', actor }
    if (one.settled && chance < 0.85) return ask(world, one)
  }
  if (one.state === 'due' && chance < 0.05) return { kind: 'stranded' }
  if (one.state === 'due' && one.attempts === 0) {
    if (chance < 0.06) return { kind: 'given_up', error, actor }
    if (chance < 0.08) return reroute(world, one)
  }
  if (chance < 0.78) return { kind: 'dismissed', actor }
  // Of a claim before the newest, wherever the message has come to since.
  return one.attempts === 0 ? null : outcomeOf(world, one.attempts - 1)
}

/** The provider is asked, and what it says is true. */
async function ask(world: PlayedWorld, one: Seen): Promise<MessageEvent | null> {
  const found = await world.company.find(`${one.portal_id}/${one.message_id}`)
  if (found === 'unsure') return null
  if (found) return { kind: 'found', ...found }
  const { attempts: attempt } = one
  const never = { ...error, code: 'never_taken' }
  return world.random() < 0.3 ? { kind: 'found_unsent', attempt } : { kind: 'never_taken', attempt, error: never }
}

/** An admin leads it to another line, where it has a place in another conversation. */
async function reroute(world: PlayedWorld, { portal_id, message_id }: Seen): Promise<MessageEvent | null> {
  const lineId = lineIdOf(portal_id, lineKindNames[Math.floor(world.random() * lineKindNames.length)]!)
  const portal = world.database.forPortal(portal_id)
  const [message] = await portal.query<{ contactId: string; channel: Channel; address: string }>(
    'select contact_id::text as "contactId", channel, address from message where portal_id = $1 and id = $2',
    [portal_id, message_id],
  )
  if (!message) return null
  const fresh = { id: newId(Date.now()), token: randomUUID() }
  const { id } = await portal.transaction((tx) => openConversation(tx, { ...fresh, ...message, lineId }))
  return { kind: 'rerouted', lineId, conversationId: id, actor }
}

function report(world: PlayedWorld): MessageEvent {
  const status = reported[Math.floor(world.random() * reported.length)]!
  const failed = ['failed', 'undelivered', 'expired'].includes(status)
  const blame = failed && world.random() < 0.1 ? ('opted_out' as const) : null
  return { kind: 'reported', status, providerId: null, error: failed ? error : null, blame, at: new Date() }
}

/** Its provider had taken it, and puts it off now; as long as it does so it may be taken once more. */
function putOff(world: PlayedWorld, { portal_id, message_id }: Seen): MessageEvent {
  const notNow = { after: Math.floor(world.random() * 1_500), jitter: world.random() }
  const providerId = `p-${portal_id}/${message_id}`
  return { kind: 'reported', status: 'undelivered', providerId, error, blame: null, notNow, at: new Date() }
}

function outcomeOf(world: PlayedWorld, attempt: number): MessageEvent {
  const kinds: MessageEvent[] = [
    { kind: 'taken', attempt, status: 'sent', providerId: `late-${attempt}` },
    { kind: 'postponed', attempt, wait: 0, error, blame: null },
    { kind: 'given_back', attempt },
    { kind: 'refused', attempt, error, blame: null },
    { kind: 'opted_out', attempt },
    { kind: 'doubted', attempt, error, askIn: null },
    { kind: 'found_unsent', attempt },
    { kind: 'never_taken', attempt, error },
  ]
  return kinds[Math.floor(world.random() * kinds.length)]!
}

function person(world: PlayedWorld): MessageEvent {
  const kinds: MessageEvent[] = [
    { kind: 'dismissed', actor },
    { kind: 'cancelled', actor },
    { kind: 'let_pass', actor },
    { kind: 'settled_sent', actor },
    { kind: 'settled_not_sent', actor },
    { kind: 'followed', by: crypto.randomUUID(), channel: 'sms', lineId: 'none', reason: 'noise' },
  ]
  return kinds[Math.floor(world.random() * kinds.length)]!
}
