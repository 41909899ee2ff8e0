import type { Person } from '../account.ts'
import type { Scene } from '../case.ts'
import type { Hand } from '../hand.ts'
import { changeContact } from './change-contact.ts'

/** Somebody writes for the first time: HubSpot is asked who it is. */
const first: Scene = {
  name: 'somebody writes for the first time',
  call: 'search contacts',
  lasts: 7,
  async act(hand) {
    const person = hand.person()
    // Others are there, too, and one of them has nearly the same number.
    hand.person('phone', { lastname: 'Lovelace', phone: `+1213${person.address.slice(5)}` })
    hand.writes(person, 'First')
    latest.set(hand, person)
  },
  async meanwhile(hand) {
    hand.writes(latest.get(hand)!, 'Second')
  },
}
const latest = new WeakMap<Hand, Person>()

/** A number was changed in HubSpot, and somebody writes from it: HubSpot is asked whose it is now. */
function changed(name: string, moves: boolean): Scene {
  const whose = new WeakMap<Hand, { before: Person; after: Person }>()
  return {
    name,
    call: 'read a contact',
    lasts: 7,
    async before(hand) {
      const person = hand.person()
      hand.writes(person, 'First')
      await hand.until('the first reply', hand.shown)
      let after = person
      if (moves) {
        await changeContact(hand, person.id, { mobilephone: '+12135550100' })
        after = hand.person('mail', { mobilephone: person.address })
      }
      const event = {
        subscriptionType: 'contact.propertyChange',
        objectId: Number(person.id),
        propertyName: 'mobilephone',
      }
      await hand.tells({ ...event, propertyValue: moves ? '+12135550100' : person.address })
      await hand.until('the change', async () => {
        const [row] = await hand.world.database.query<{ open: number }>(
          'select count(*)::int as open from hubspot_event where portal_id = $1 and done_at is null',
          [hand.account.portalId],
        )
        return row?.open === 0
      })
      whose.set(hand, { before: person, after })
    },
    async act(hand) {
      const { before, after } = whose.get(hand)!
      hand.writes(before, 'Second', after)
    },
    async meanwhile(hand) {
      const { before, after } = whose.get(hand)!
      hand.writes(before, 'Third', after)
    },
  }
}

export const replies: readonly Scene[] = [
  first,
  changed('somebody writes whose number was written anew', false),
  changed('somebody writes whose number was given to another', true),
]
