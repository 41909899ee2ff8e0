import { say, type Answer } from '../answer.ts'
import type { CallName } from '../calls.ts'
import type { Scene } from '../case.ts'
import type { Hand } from '../hand.ts'
import { welcome } from '../welcome.ts'
import { changeSettings } from './change-settings.ts'
import { nobodyWrites, type Stranger } from './nobody-writes.ts'

const strangers = new WeakMap<Hand, Stranger>()

/** A contact is made for somebody who has written: what they wrote is theirs, and they are welcomed. */
function made(call: CallName, lasts: number): Scene {
  return {
    name: 'a contact is made for somebody who has written',
    call,
    lasts,
    async before(hand) {
      strangers.set(hand, await nobodyWrites(hand))
    },
    async act(hand) {
      const { address, mark } = strangers.get(hand)!
      const person = hand.person('mail', { mobilephone: address })
      hand.account.expected.push(
        { mark, contactId: person.id, to: null },
        { mark: welcome, contactId: person.id, to: address },
      )
      await hand.tells({ subscriptionType: 'contact.creation', objectId: Number(person.id) })
    },
  }
}

class Everybody extends Set<string> {
  override has(): boolean {
    return true
  }
}
const everybody = '77'

/** From now on the account welcomes those alone whom HubSpot has in a list. */
async function welcomeByList(hand: Hand): Promise<void> {
  const list = { name: 'Everybody', objectTypeId: '0-1', processingType: 'DYNAMIC', members: new Everybody() } as const
  hand.world.hubspot.portal(hand.account.portalId).lists.set(everybody, list)
  await changeSettings(hand, ({ autoSend }) => ({
    autoSend: { ...(autoSend as object), match: { lists: [everybody] } },
  }))
}

function listed(call: CallName, lasts: number, besides?: (hand: Hand) => void): Scene {
  const scene = made(call, lasts)
  return {
    ...scene,
    name: 'a contact is made that may be in a list',
    async before(hand) {
      await welcomeByList(hand)
      await scene.before?.(hand)
    },
    async act(hand) {
      besides?.(hand)
      await scene.act(hand)
    },
  }
}

const ofNobody: Answer = {
  name: '200 that speaks of nobody',
  give: (told) => say(told, 200, { status: 'COMPLETE', results: [] }),
}

/** What is asked for many says nothing of this one. */
function asksForOne(hand: Hand): void {
  const beside = hand.also('read memberships of many', ofNobody, 100)
  void hand
    .rests()
    .catch(() => undefined)
    .then(() => beside.end())
}

export const newContacts: readonly Scene[] = [
  made('read a contact', 7),
  made('read many contacts', 4),
  listed('read memberships of many', 4),
  listed('read memberships of one', 4, asksForOne),
]
