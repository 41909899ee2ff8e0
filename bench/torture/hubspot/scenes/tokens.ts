import type { Person } from '../account.ts'
import { envelope, say, type Answer } from '../answer.ts'
import type { Scene } from '../case.ts'
import type { Hand } from '../hand.ts'
import { testConnection } from './test-connection.ts'

const known = new WeakMap<Hand, Person>()

async function oneIsKnown(hand: Hand): Promise<void> {
  const person = hand.person()
  hand.writes(person, 'Known')
  await hand.until('a first reply', hand.shown)
  known.set(hand, person)
}

const refusesToken: Answer = {
  name: '401',
  give: (told) => say(told, 401, envelope('The OAuth token used to make this call expired.', 'EXPIRED_AUTHENTICATION')),
}

/** A token died before its time, and is renewed. */
const renewed: Scene = {
  name: 'a token is renewed',
  call: 'refresh a token',
  lasts: 5,
  before: oneIsKnown,
  async act(hand) {
    hand.world.hubspot.oauth.killAccessTokens(hand.account.portalId)
    hand.writes(known.get(hand)!, 'First')
  },
}

/** New tokens are refused as well: HubSpot is asked whether the grant is still good. */
const doubted: Scene = {
  name: 'a grant is doubted',
  call: 'look at a refresh token',
  lasts: 3,
  before: oneIsKnown,
  async act(hand) {
    hand.also('create communications', refusesToken, 8)
    hand.writes(known.get(hand)!, 'First')
  },
}

/** Whoever runs the relay asks whether the account is connected. */
const tested: Scene = {
  name: 'a connection is tested',
  call: 'look at an access token',
  lasts: 3,
  async act(hand) {
    await testConnection(hand)
  },
}

export const tokens: readonly Scene[] = [renewed, doubted, tested]
