import type { Logger } from 'pino'
import type { LifecycleEvent } from '../hubspot/read-lifecycle.ts'
import type { Database } from '../store/database.ts'
import { readPortal } from '../store/portal/portals.ts'
import { clocksApart, judgeUninstall } from './judge-uninstall.ts'
import type { Tokens } from './tokens.ts'
import { cutOffTokens } from './tokens-cut-off.ts'

export interface TakeLifecycleNeeds {
  database: Database
  tokens: Pick<Tokens, 'doubt'>
  now: () => Date
  log: Logger
}

const reason = 'the app was uninstalled in HubSpot'

/**
 * What the journal tells of accounts, each account's in its order. Done twice it changes nothing more. An installation in
 * the journal opens nothing: what an account may is in the tokens that it brings to the callback.
 */
export function createTakeLifecycle(needs: TakeLifecycleNeeds) {
  return async (events: readonly LifecycleEvent[], signal: AbortSignal): Promise<void> => {
    for (const [portalId, ofPortal] of Map.groupBy(events, ({ portalId }) => portalId)) {
      signal.throwIfAborted()
      if (ofPortal.some(({ action }) => action === 'uninstall')) await take(portalId, ofPortal)
    }
  }

  async function take(portalId: string, events: readonly LifecycleEvent[]): Promise<void> {
    // Another relay may serve the app in other accounts, or none may any more.
    const portal = await readPortal(needs.database.forPortal(portalId))
    if (portal?.credential !== 'oauth' || portal.state !== 'active') return
    const judged = judgeUninstall({ events, installedAt: portal.installedAt, now: needs.now() })
    if (judged.verdict === 'gone') {
      const installedBefore = new Date(judged.at.getTime() - clocksApart)
      await cutOffTokens({ portalId, installedBefore, reason }, needs)
    }
    if (judged.verdict === 'ask') {
      await needs.tokens.doubt(portalId, reason).catch((error: unknown) => {
        // The others are not held up for it. Its token is renewed within half an hour, and tells then.
        needs.log.warn(
          { portalId, err: error },
          'the journal may tell that the app was uninstalled, but HubSpot does not answer',
        )
      })
    }
    needs.log.info({ portalId, verdict: judged.verdict }, 'HubSpot journal: an account removed the app')
  }
}
