import type { CallName } from './calls.ts'
import type { Scene } from './case.ts'
import { scenes } from './scenes.ts'
import { testConnection } from './scenes/test-connection.ts'

/** The private account is tried with questions whose refusal says what its token lacks. */
const probe = (call: CallName): Scene => ({
  name: 'the private account is tested',
  call,
  lasts: 2,
  async act(hand) {
    await testConnection(hand)
  },
})

const probes = (
  ['read the account', 'try to list contacts', 'try to write contacts', 'try to list emails'] as const
).map(probe)
/** What needs no app function. */
const byPhone: readonly CallName[] = ['search contacts', 'create communications', 'find communications']

/** What the one account of the private edition plays; its token stands in the configuration, and nobody can renew it. */
export const ownScenes = {
  underAll: probes,
  /** Under answers that speak of the token. */
  underSome: scenes.filter(({ call }) => byPhone.includes(call)),
  some: /^(401|403) /,
}
