import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { readId } from './read-id.ts'
import { readTime } from './read-time.ts'

/** An account installed the app, or removed it. */
export interface LifecycleEvent {
  portalId: string
  action: 'install' | 'uninstall'
  /** When it happened, by HubSpot's clock; null where HubSpot does not say it in a way that can be read. */
  at: Date | null
}

/** A file of the journal, in HubSpot's words. What stands in it besides is of no use here. */
const File = Type.Object({ journalEvents: Type.Array(Type.Unknown()) })

/** What HubSpot calls an installation and its end. */
const actions = { app_install: 'install', app_uninstall: 'uninstall' } as const
const eventTypes: Record<string, LifecycleEvent['action']> = { '4-1909196': 'install', '4-1916193': 'uninstall' }

/**
 * What a file tells of our app, in the order in which it happened; events without a time come last. `left` are those of
 * our app that cannot be read. Null where it is no such file. Members that say nothing of account, action and time decide nothing.
 */
export function readLifecycle(file: unknown): { events: LifecycleEvent[]; left: number } | null {
  if (!Value.Check(File, file)) return null
  const events: LifecycleEvent[] = []
  let left = 0
  for (const said of file.journalEvents) {
    if (typeof said !== 'object' || said === null) continue
    const is = said as Record<string, unknown>
    const [type, action] = [is['type'], is['action']].map((one) => (typeof one === 'string' ? one.toLowerCase() : null))
    const named = Object.entries(actions).find(([name]) => name === action)?.[1]
    if (type === null ? named === undefined : type !== 'app_lifecycle_event') continue
    const does = action === null ? eventTypes[String(is['eventTypeId'])] : named
    const portalId = readId(is['portalId'])
    if (does === undefined || portalId === null) left += 1
    else events.push({ portalId, action: does, at: readTime(is['occurredAt']) })
  }
  const time = ({ at }: LifecycleEvent) => at?.getTime() ?? Infinity
  // Two without a time are alike; Infinity less Infinity would be no number.
  return { events: events.sort((one, other) => (time(one) === time(other) ? 0 : time(one) - time(other))), left }
}
