import { oauthScopes } from '../../../../relay/hubspot/oauth-scopes.ts'
import type { CallName } from '../calls.ts'
import type { Scene } from '../case.ts'
import { install } from '../install.ts'

/** An admin installs the app, or again, and opens the link anew as long as the page says that it may help. */
function installed(call: CallName): Scene {
  return {
    name: 'the app is installed',
    call,
    lasts: 3,
    async act(hand) {
      await hand.insists('an installation', async () => {
        const { status, text } = await install(hand.world, hand.account.portalId)
        // Whoever reads that the code is no longer good, that HubSpot did not confirm, or whom to ask, opens the link again.
        return /code_refused|token_unusable|begin anew|ask a super admin/i.test(text) && status !== 200
          ? { status: 503, text }
          : { status, text }
      })
    },
  }
}

/** The admin withholds a scope: what was granted is given back, and then all is granted. */
const returned: Scene = {
  name: 'a grant without a scope is given back',
  call: 'give a token back',
  lasts: 1,
  async act(hand) {
    const { portalId } = hand.account
    await hand.world.ask.admin('uninstall', { portalId: String(portalId) })
    await install(hand.world, portalId, oauthScopes.required.at(-1))
    await hand.insists('an installation', () => install(hand.world, portalId))
  },
}

/** Whoever runs the relay takes the app out of the account; then it is installed again, for what comes next. */
const removed: Scene = {
  name: 'the app is removed',
  call: 'remove the app',
  lasts: 3,
  async act(hand) {
    const { account, world } = hand
    await hand.insists('a removal', () => world.ask.admin('uninstall', { portalId: String(account.portalId) }))
    if (world.hubspot.oauth.isInstalled(account.portalId)) hand.refused('HubSpot still has the app')
    await hand.insists('an installation', () => install(world, account.portalId))
  },
}

export const installation: readonly Scene[] = [
  installed('exchange a code'),
  installed('look at an access token'),
  installed('read the account'),
  returned,
  removed,
]
