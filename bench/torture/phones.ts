import type { HubSpot } from '../../workbench/hubspot/hubspot.ts'
import { createPhoneNetwork, type PhoneNetwork } from '../../workbench/phone-network/phone-network.ts'
import type { Stage } from '../stage/perform.ts'
import { account } from '../stage/relay-settings.ts'
import type { CallingContact } from './callers.ts'
import { newMark } from './senders.ts'

/** A reply somebody wrote on a phone. */
export interface WrittenReply {
  mark: string
  contact: CallingContact
}

export interface Phones {
  network: PhoneNetwork
  replies: WrittenReply[]
  /** Nobody writes from now on. */
  hush(): void
}

/** Part of the messages that somebody answers, and the most milliseconds they take for it. */
const answered = 0.35
const thinking = 1_500

/** A phone network whose people answer, and that is as slow, doubled and disordered as networks are. */
export async function openPhones(
  stage: Stage,
  find: 'on' | 'off',
  contactOf: Map<string, CallingContact>,
): Promise<Phones> {
  const network = createPhoneNetwork({
    key: account.phoneKey,
    secret: account.webhookSecret,
    deliverAfter: 150,
    find,
    webhooks: { firstDelay: 100 },
  })
  await network.listen()
  stage.atEnd(() => network.close())
  // Slow answers leave the relay in the middle of a call for longer, which is when a kill hurts.
  network.faults.set(
    { mode: 'slow', ms: 60, share: 0.3 },
    { mode: 'slow', ms: 400, share: 0.05 },
    { mode: 'duplicate', share: 0.1 },
    { mode: 'reorder', share: 0.1 },
  )
  const replies: WrittenReply[] = []
  const timers = new Set<NodeJS.Timeout>()
  let hushed = false

  network.onChange((message) => {
    if (hushed || message.direction !== 'to_phone' || message.status !== 'sent' || Math.random() >= answered) return
    const contact = contactOf.get(message.to)
    if (!contact) return
    const { to, from, channel } = message
    const timer = setTimeout(() => {
      timers.delete(timer)
      const mark = newMark('r')
      replies.push({ mark, contact })
      network.write({ from: to, to: from, body: `Thanks: ${mark}`, channel })
    }, Math.random() * thinking)
    timers.add(timer)
  })

  return {
    network,
    replies,
    hush() {
      hushed = true
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

/** People with a phone each, in HubSpot. */
export function seedContacts(
  hubspot: HubSpot,
  count: number,
): { contacts: CallingContact[]; contactOf: Map<string, CallingContact> } {
  const contacts: CallingContact[] = []
  const contactOf = new Map<string, CallingContact>()
  for (let index = 0; index < count; index += 1) {
    const phone = `+1212${2_000_000 + index}`
    const given = { firstname: 'Ada', lastname: `No ${index}`, mobilephone: phone }
    const id = hubspot.seedContact(Number(account.portalId), given)
    const contact = { id, properties: { email: null, phone: null, ...given } }
    contacts.push(contact)
    contactOf.set(phone, contact)
  }
  return { contacts, contactOf }
}
