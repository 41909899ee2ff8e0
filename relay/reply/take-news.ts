import type { CountryCode } from 'libphonenumber-js'
import { readAliases, storeAliases } from '../store/aliases.ts'
import type { PortalDb } from '../store/database.ts'
import type { Jobs } from '../store/jobs.ts'
import { storeConsent } from '../store/conversations.ts'
import { isStorable } from '../store/storable.ts'
import { setTasks } from '../store/tasks.ts'
import { normaliseSender } from './normalise-sender.ts'
import { repliesOf, type ReadItem, type Times } from './read-item.ts'

export interface NewsNeeds {
  jobs: Jobs
  defaultCountry: CountryCode
}

/**
 * Takes what a provider says beside messages: that somebody opted out or in again, how a line stands, and under which
 * other name an address writes.
 */
export async function takeNews(tx: PortalDb, open: ReadItem[], { now }: Times, needs: NewsNeeds): Promise<void> {
  const aliases = open.flatMap(({ line, events }) =>
    repliesOf(events).flatMap(({ from, alias }) =>
      alias && isStorable(alias)
        ? [{ channel: line.channel, alias, address: normaliseSender(from, needs.defaultCountry) }]
        : [],
    ),
  )
  await storeAliases(tx, aliases, now)
  for (const { line, events } of open) {
    for (const event of events) {
      if (event.kind === 'consent') {
        const name = normaliseSender(event.from, needs.defaultCountry)
        const known = isStorable(name) ? await readAliases(tx, [{ channel: line.channel, alias: name }]) : null
        const address = known?.get(`${line.channel}/${name}`) ?? name
        const { consent: state, at } = event
        await storeConsent(tx, { channel: line.channel, address, state, messageId: null, at })
      }
      if (event.kind !== 'line') continue
      const to = { healthy: 'active', degraded: 'degraded', blocked: 'paused' } as const
      const at = event.at.toISOString()
      const reason = event.state === 'healthy' ? null : event.reason
      const data = { lineId: line.id, to: to[event.state], by: 'provider' as const, reason, at }
      await setTasks(tx, needs.jobs, [
        { portalId: tx.portalId, kind: 'change-line', key: `${line.id}/${at}`, data, delay: 0 },
      ])
    }
  }
}
