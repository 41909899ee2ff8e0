import type { LifecycleEvent } from '../hubspot/read-lifecycle.ts'

/** What the journal tells of one account, against what is stored of it. */
interface ToldUninstall {
  /** Of this account, in the order in which it happened. */
  events: readonly LifecycleEvent[]
  /** By our clock. */
  installedAt: Date
  now: Date
}

/**
 * `gone`: removed after the installation that is stored, surely. `ask`: perhaps, so that HubSpot is asked before an account
 * is cut off. `stays`: nothing of it concerns this installation.
 */
type Verdict = { verdict: 'gone'; at: Date } | { verdict: 'ask' } | { verdict: 'stays' }

/** Milliseconds by which HubSpot's clock and ours may be apart: nearer to each other, no order is believed. */
export const clocksApart = 5 * 60_000

/** An account that was installed again since must not be cut off for what was told of the installation before. */
export function judgeUninstall({ events, installedAt, now }: ToldUninstall): Verdict {
  const index = events.findLastIndex(({ action }) => action === 'uninstall')
  const uninstall = events[index]
  if (!uninstall) return { verdict: 'stays' }
  const { at } = uninstall
  if (at === null || at.getTime() > now.getTime() + clocksApart) return { verdict: 'ask' }
  if (at.getTime() < installedAt.getTime() - clocksApart) return { verdict: 'stays' }
  // By HubSpot's own clock it was installed again; whether that is the installation we have is for HubSpot to say.
  const again = events.slice(index + 1).some(({ action }) => action === 'install')
  if (again || at.getTime() <= installedAt.getTime() + clocksApart) return { verdict: 'ask' }
  return { verdict: 'gone', at }
}
