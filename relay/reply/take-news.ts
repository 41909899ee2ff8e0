import type { CountryCode } from 'libphonenumber-js'
import type { Db } from '../store/database.ts'
import type { Jobs } from '../store/jobs.ts'
import { storeConsent } from '../store/replies.ts'
import { normaliseSender } from './normalise-sender.ts'
import type { ReadItem } from './read-item.ts'

export interface NewsNeeds {
  jobs: Jobs
  defaultCountry: CountryCode
}

/** Takes what a provider says beside messages: that somebody opted out or in again, and how a line stands. */
export async function takeNews(tx: Db, portalId: string, open: ReadItem[], needs: NewsNeeds): Promise<void> {
  for (const { line, events } of open) {
    for (const event of events) {
      if (event.kind === 'consent') {
        const address = normaliseSender(event.from, needs.defaultCountry)
        const { consent: state, at } = event
        await storeConsent(tx, { portalId, channel: line.channel, address, state, messageId: null, at })
      }
      if (event.kind !== 'line') continue
      const to = { healthy: 'active', degraded: 'degraded', blocked: 'paused' } as const
      await needs.jobs.enqueue(tx, 'change-line', {
        portalId,
        lineId: line.id,
        to: to[event.state],
        by: 'provider',
        reason: event.state === 'healthy' ? null : event.reason,
        at: event.at.toISOString(),
      })
    }
  }
}
