import { randomBytes } from 'node:crypto'
import type { LineCleared } from '../../contract/lines.ts'
import type { Accounts } from '../account/account.ts'
import { Invalid } from '../errors.ts'
import type { By } from '../http/desks.ts'
import { findWaitingOn, type WaitingOn } from '../message/find-waiting-on.ts'
import type { MessageEvent } from '../message/message-event.ts'
import { move, type MoveNeeds } from '../message/move.ts'
import type { LineOfProvider } from '../providers/lines.ts'
import { appendAudit } from '../store/audit/audit.ts'
import { openConversation } from '../store/conversation/conversations.ts'
import type { Database, PortalDb } from '../store/database.ts'
import { newId } from '../store/id.ts'
import { readLineStanding } from '../store/line/read-line-standing.ts'

export interface ClearLineNeeds extends MoveNeeds {
  database: Database
  accounts: Accounts
  now: () => Date
  /** Deliveries may be due. */
  wake: () => void
}

/** In one transaction, at most. */
const together = 200

/** What waits on a line that nobody will send by: it leaves by another, or not at all. */
export function createClearLine(needs: ClearLineNeeds) {
  /** What waits on `from` leaves by `to`: in the same order, each once and by its own key. What may have left stays. */
  async function moveTo(
    portalId: string,
    { from, to, by }: { from: string; to: string; by: By },
  ): Promise<LineCleared> {
    const states = ['retired', 'paused']
    const line = await removed(needs.database.forPortal(portalId), from, states)
    const carrier = (await needs.accounts.of(portalId)).lines.find(to)
    if (!carrier) throw noLine(to)
    if (from === to) throw new Invalid('same_line', 'Name another line than that on which they wait.')
    if (carrier.line.channel !== line.channel) {
      throw new Invalid('line_wrong_channel', `"${to}" carries ${carrier.line.channel}, but "${from}" ${line.channel}.`)
    }
    const cleared = await clear(portalId, { lineId: from, states }, (tx) => {
      const conversations = new Map<string, string>()
      return async (one) => {
        if (!fits(one, carrier)) return null
        const key = `${one.contactId} ${one.address}`
        const conversationId = conversations.get(key) ?? (await conversationOf(tx, one, to))
        conversations.set(key, conversationId)
        return { kind: 'rerouted', lineId: to, conversationId, actor: actorOf(by) }
      }
    })
    await tell(portalId, by, 'line.cleared', { from, to, count: cleared.done })
    needs.wake()
    return cleared
  }

  /** What waits on a removed line ends as failed, and a rep may send its words again by another. */
  async function giveUp(portalId: string, { lineId, by }: { lineId: string; by: By }): Promise<LineCleared> {
    const detail = 'Its line was removed before it left, and an admin gave it up.'
    const error = { code: 'line_removed', detail, retryable: true }
    const waiting = { lineId, states: ['retired'] }
    const cleared = await clear(portalId, waiting, () => async () => ({ kind: 'given_up', error, actor: actorOf(by) }))
    await tell(portalId, by, 'line.given_up', { from: lineId, count: cleared.done })
    return cleared
  }

  /** What comes back into use in the middle keeps the rest, which leaves by itself. */
  async function clear(
    portalId: string,
    { lineId, states }: { lineId: string; states: readonly string[] },
    eventsOf: (tx: PortalDb) => (one: WaitingOn) => Promise<MessageEvent | null>,
  ): Promise<LineCleared> {
    const cleared = { done: 0, left: 0 }
    let after: string | undefined = '0'
    while (after !== undefined) {
      const from = after
      after = await needs.database.forPortal(portalId).transaction(async (tx) => {
        if (from === '0') await removed(tx, lineId, states, 'held')
        else if (!states.includes((await readLineStanding(tx, lineId, 'held'))?.state ?? '')) return undefined
        const waiting = await findWaitingOn(tx, lineId, { after: from, limit: together })
        const eventOf = eventsOf(tx)
        const moves = []
        for (const one of waiting) {
          const event = await eventOf(one)
          if (event) moves.push({ portalId, messageId: one.messageId, event })
        }
        const moved = (await move(tx, moves, needs)).filter(({ result }) => result === 'moved')
        cleared.done += moved.length
        cleared.left += waiting.length - moved.length
        return waiting.length === together ? waiting.at(-1)?.place : undefined
      })
    }
    return cleared
  }

  async function removed(portal: PortalDb, lineId: string, states: readonly string[], held: 'held' | '' = '') {
    const line = await readLineStanding(portal, lineId, held)
    if (!line) throw noLine(lineId)
    if (states.includes(line.state)) return line
    throw new Invalid(
      'line_in_use',
      `"${lineId}" is in use, and what waits there leaves by itself. ${states.includes('paused') ? 'Pause it first, or remove it.' : 'Remove it first.'}`,
      { status: 409 },
    )
  }

  async function tell(
    portalId: string,
    by: By,
    action: 'line.cleared' | 'line.given_up',
    detail: Record<string, string | number>,
  ) {
    await needs.database
      .forPortal(portalId)
      .transaction((tx) => appendAudit(tx, [{ portalId, at: needs.now(), actor: by, action, detail }]))
  }

  return { moveTo, giveUp }

  async function conversationOf(tx: PortalDb, { contactId, channel, address }: WaitingOn, lineId: string) {
    const token = randomBytes(16).toString('hex')
    const id = newId(needs.now().getTime())
    return (await openConversation(tx, { id, contactId, lineId, channel, address, token })).id
  }
}

function actorOf(by: By): Record<string, string> {
  return by === 'operator' ? { operator: 'yes' } : { userId: by.slice('user:'.length) }
}

function fits({ characters, files }: WaitingOn, { provider }: LineOfProvider): boolean {
  return characters <= provider.limits.bodyLength && (files === 0 || files <= (provider.attachments?.most ?? 0))
}

function noLine(lineId: string): Invalid {
  return new Invalid('unknown_line', `There is no line "${lineId}" here.`, { status: 404 })
}
