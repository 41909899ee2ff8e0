import type { Account } from '../account/account.ts'
import { readAliases, storeAliases } from '../store/conversation/aliases.ts'
import type { PortalDb } from '../store/database.ts'
import type { Jobs } from '../store/jobs/jobs.ts'
import { isStorable } from '../store/storable.ts'
import { storeConsents } from '../store/contact/store-consents.ts'
import { setTasks, type NewTask } from '../store/jobs/tasks.ts'
import { normaliseSender } from './normalise-sender.ts'
import { repliesOf, type ReadItem, type Times } from './read-item.ts'

export interface NewsNeeds {
  jobs: Jobs
  account: Pick<Account, 'country'>
}

/**
 * Takes what a provider says beside messages: that somebody opted out or in again, how a line stands, and under which
 * other name an address writes.
 */
export async function takeNews(tx: PortalDb, open: ReadItem[], { now }: Times, needs: NewsNeeds): Promise<void> {
  const aliases = open.flatMap(({ line, events }) =>
    repliesOf(events).flatMap(({ from, alias }) =>
      alias && isStorable(alias)
        ? [{ channel: line.channel, alias, address: normaliseSender(from, needs.account.country) }]
        : [],
    ),
  )
  await storeAliases(tx, aliases, now)
  const told = open.flatMap(({ line, events }) => events.map((event) => ({ line, event })))
  const consents = told.flatMap(({ line: { channel }, event }) =>
    event.kind === 'consent' ? [{ channel, event, name: normaliseSender(event.from, needs.account.country) }] : [],
  )
  const known = await readAliases(
    tx,
    consents.filter(({ name }) => isStorable(name)).map(({ channel, name: alias }) => ({ channel, alias })),
  )
  await storeConsents(
    tx,
    consents.map(({ channel, name, event: { consent: state, at } }) => {
      return { channel, address: known.get(`${channel}/${name}`) ?? name, state, messageId: null, at }
    }),
  )
  const to = { healthy: 'active', degraded: 'degraded', blocked: 'paused' } as const
  const changes = told.flatMap(({ line, event }): NewTask<'change-line'>[] => {
    if (event.kind !== 'line') return []
    const at = event.at.toISOString()
    const reason = event.state === 'healthy' ? null : event.reason
    const data = { lineId: line.id, to: to[event.state], by: 'provider' as const, reason, at }
    return [{ portalId: tx.portalId, kind: 'change-line', key: `${line.id}/${at}`, data, delay: 0 }]
  })
  await setTasks(tx, needs.jobs, changes)
}
