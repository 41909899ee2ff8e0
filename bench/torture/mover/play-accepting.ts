import type { FailureKind } from '../../../contract/routing.ts'
import { Invalid } from '../../../relay/errors.ts'
import type { AcceptedMessage } from '../../../relay/message/accepted-message.ts'
import type { PlannedStep } from '../../../relay/message/planned-step.ts'
import { storeWithTimers } from '../../../relay/message/store-with-timers.ts'
import { newId } from '../../../relay/store/id.ts'
import { moveNeeds, type PlayedWorld } from './played-world.ts'
import { accounts, addressOf, lineIdOf, lineKindNames, people, type LineKind } from './world.ts'

/** So many new messages; some have ladders, and some have a twin of the same id in the other account. */
export async function playAccepting(world: PlayedWorld, count: number): Promise<void> {
  const messages = Array.from({ length: count }, () => {
    const id = newId()
    const portalId = one(world, accounts)
    const twins = world.random() < 0.2 ? accounts : [portalId]
    return twins.map((account) => newMessage(world, account, id))
  })
  await storeWithTimers(world.database, messages.flat(), moveNeeds)
}

/** Somebody sends the words of a message once more, if it has failed. */
export async function playResending(world: PlayedWorld, portalId: string, messageId: string): Promise<void> {
  const message = { ...newMessage(world, portalId, newId()), retryOf: messageId }
  let resent = true
  try {
    await storeWithTimers(world.database, [message], moveNeeds)
  } catch (error) {
    // It did not fail, or has left meanwhile.
    if (!(error instanceof Invalid)) throw error
    resent = false
  }
  world.count(1, resent ? { resent: 1 } : {})
}

function newMessage(world: PlayedWorld, portalId: string, id: string): AcceptedMessage {
  const kind = one(world, lineKindNames)
  const person = Math.floor(world.random() * people)
  return {
    portalId,
    id,
    source: world.random() < 0.4 ? 'card' : 'workflow',
    contactId: String(1_000 + person),
    conversationId: newId(),
    token: newId(),
    lineId: lineIdOf(portalId, kind),
    channel: 'sms',
    address: addressOf(person),
    subject: null,
    body: id,
    idempotencyKey: newId(),
    requestHash: '00',
    actor: {},
    attachments: [],
    ladder: world.random() < 0.4 ? [stepTo(world, portalId, kind, person)] : [],
    template: null,
    fallback: null,
    retryOf: null,
  }
}

function stepTo(world: PlayedWorld, portalId: string, from: LineKind, person: number): PlannedStep {
  const others = lineKindNames.filter((kind) => kind !== from)
  const failed: FailureKind[] = ['message', 'address', 'line', 'undelivered', 'gave_up']
  return {
    channel: 'sms',
    lineIds: [lineIdOf(portalId, one(world, others))],
    address: addressOf(person),
    // About a second: nobody here waits for a minute.
    when: world.random() < 0.6 ? { failed, notDeliveredMinutes: 0.02 } : { failed },
    template: null,
    subject: null,
  }
}

function one<Item>(world: PlayedWorld, items: readonly Item[]): Item {
  return items[Math.floor(world.random() * items.length)]!
}
