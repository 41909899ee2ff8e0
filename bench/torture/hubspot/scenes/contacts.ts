import type { Scene } from '../case.ts'
import type { Hand } from '../hand.ts'
import { newAdmin, newUser } from '../new-admin.ts'
import { nobodyWrites, type Stranger } from './nobody-writes.ts'

const strangers = new WeakMap<Hand, Stranger>()

/** An admin says whose a reply is. */
const given: Scene = {
  name: 'an admin gives a reply to a contact',
  call: 'read a contact',
  lasts: 4,
  async before(hand) {
    strangers.set(hand, { ...(await nobodyWrites(hand)), person: hand.person('mail') })
  },
  async act(hand) {
    const { address, mark, person } = strangers.get(hand)!
    hand.account.expected.push({ mark, contactId: person!.id, to: null })
    const item = (await hand.waiting()).find((one) => one.kind === 'reply' && one.address === address)
    const request = { portalId: String(hand.account.portalId), id: item?.id ?? '', contactId: person!.id }
    await hand.insists('giving a reply', () => hand.world.ask.admin('waiting/give', request))
  },
}

/** A user writes from the card: HubSpot is asked who is on the record. */
const card: Scene = {
  name: 'a user writes from the card',
  call: 'read a contact',
  lasts: 5,
  async act(hand) {
    hand.person('phone', { lastname: 'Lovelace' })
    await hand.sends(hand.person(), 'line')
  },
}

/** A user whom nobody knows yet writes from the card: HubSpot is asked which owner that is, and nothing waits for it. */
const byOwner = (call: 'find an owner by address' | 'find an owner by user'): Scene => ({
  name: 'a new user writes from the card',
  call,
  lasts: 3,
  async act(hand) {
    const user = newUser()
    const named = call === 'find an owner by address' ? `&userEmail=user-${user}%40company.example` : ''
    await hand.sends(hand.person(), 'line', `userId=${user}${named}`)
  },
})

/** A new admin looks at what waits: HubSpot is asked who that is, and until it says so they are told to wait. */
const admin: Scene = {
  name: 'a new admin looks at what waits',
  call: 'ask who a user is',
  lasts: 2,
  async act(hand) {
    const id = newAdmin(hand)
    await hand.insists('a look of an admin', () => hand.world.ask.screen(hand.account.portalId, '/waiting/list', id))
  },
}

export const contacts: readonly Scene[] = [
  given,
  card,
  byOwner('find an owner by address'),
  byOwner('find an owner by user'),
  admin,
]
