import type { CallName } from './calls.ts'
import type { Scene } from './case.ts'
import { scenes } from './scenes.ts'

/** The private account is tried with questions whose refusal says what its token lacks. */
const probe = (call: CallName): Scene => ({
  name: 'the private account is tested',
  call,
  lasts: 2,
  async act(hand) {
    const request = { portalId: String(hand.account.portalId) }
    await hand.insists('the test of a connection', async () => {
      const said = await hand.world.ask.admin('connection/test', request)
      const ok = said.status === 200 && (JSON.parse(said.text) as { ok: boolean }).ok
      return ok ? said : { status: 503, text: said.text }
    })
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
