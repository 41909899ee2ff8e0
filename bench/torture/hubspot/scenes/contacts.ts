import type { Person } from '../account.ts'
import type { Scene } from '../case.ts'
import type { Hand } from '../hand.ts'
import { newAddress } from '../new-address.ts'
import { welcome } from '../welcome.ts'

const strangers = new WeakMap<Hand, { address: string; mark: string; person?: Person }>()

/** Nobody is known by that number, and what they wrote waits. */
async function nobodyWrites(hand: Hand): Promise<void> {
  const address = newAddress('phone')
  const mark = hand.writes({ address }, 'First', null)
  strangers.set(hand, { address, mark })
  await hand.until('a reply of nobody', async () =>
    (await hand.waiting()).some((item) => item.kind === 'reply' && item.address === address),
  )
}

/** A contact is made for somebody who has written: what they wrote is theirs, and they are welcomed. */
const made: Scene = {
  name: 'a contact is made for somebody who has written',
  call: 'read a contact',
  lasts: 7,
  before: nobodyWrites,
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

/** An admin says whose a reply is. */
const given: Scene = {
  name: 'an admin gives a reply to a contact',
  call: 'read a contact',
  lasts: 4,
  async before(hand) {
    await nobodyWrites(hand)
    const stranger = strangers.get(hand)!
    stranger.person = hand.person('mail')
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

let users = 100

/** A user whom nobody knows yet writes from the card: HubSpot is asked which owner that is, and nothing waits for it. */
const byOwner = (call: 'find an owner by address' | 'find an owner by user'): Scene => ({
  name: 'a new user writes from the card',
  call,
  lasts: 3,
  async act(hand) {
    users += 1
    const named = call === 'find an owner by address' ? `&userEmail=user-${users}%40company.example` : ''
    await hand.sends(hand.person(), 'line', `userId=${users}${named}`)
  },
})

/** A new admin looks at what waits: HubSpot is asked who that is, and until it says so they are told to wait. */
const admin: Scene = {
  name: 'a new admin looks at what waits',
  call: 'ask who a user is',
  lasts: 2,
  async act(hand) {
    users += 1
    const id = users
    const { portalId } = hand.account
    const portal = hand.world.hubspot.portal(portalId)
    const person = { email: `user-${id}@company.example`, firstName: 'Ann', lastName: 'Admin' }
    portal.users = [...portal.users, { id, ...person, superAdmin: true }]
    await hand.insists('a look of an admin', () => hand.world.ask.screen(portalId, '/waiting/list', id))
  },
}

export const contacts: readonly Scene[] = [
  made,
  given,
  card,
  byOwner('find an owner by address'),
  byOwner('find an owner by user'),
  admin,
]
