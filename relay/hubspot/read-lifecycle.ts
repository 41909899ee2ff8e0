import { Type } from 'typebox'
import { Value } from 'typebox/value'

/** An account installed the app, or removed it. */
export interface LifecycleEvent {
  portalId: string
  action: 'install' | 'uninstall'
  /** When it happened, by HubSpot's clock; null where HubSpot does not say it in a way that can be read. */
  at: Date | null
}

/** A file of the journal, in HubSpot's words. What stands in it besides is of no use here. */
const File = Type.Object({ journalEvents: Type.Array(Type.Unknown()) })

const Lifecycle = Type.Object({ type: Type.String({ pattern: '^(?:app_lifecycle_event|APP_LIFECYCLE_EVENT)$' }) })

const Said = Type.Object({
  action: Type.Enum(['APP_INSTALL', 'APP_UNINSTALL']),
  portalId: Type.Union([
    Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    Type.String({ pattern: '^[1-9][0-9]{0,17}$' }),
  ]),
})

/**
 * What a file tells of our app, in the order in which it happened; events without a time come last. `left` are those of
 * our app that cannot be read. Null where it is no such file.
 */
export function readLifecycle(file: unknown): { events: LifecycleEvent[]; left: number } | null {
  if (!Value.Check(File, file)) return null
  const events: LifecycleEvent[] = []
  let left = 0
  for (const said of file.journalEvents) {
    if (!Value.Check(Lifecycle, said)) continue
    if (!Value.Check(Said, said)) left += 1
    else {
      const action = said.action === 'APP_INSTALL' ? 'install' : 'uninstall'
      events.push({ portalId: String(said.portalId), action, at: timeOf(said) })
    }
  }
  const time = ({ at }: LifecycleEvent) => at?.getTime() ?? Infinity
  // Two without a time are alike; Infinity less Infinity would be no number.
  return { events: events.sort((one, other) => (time(one) === time(other) ? 0 : time(one) - time(other))), left }
}

/** ISO 8601, as the documents show it, or milliseconds since 1970, as webhooks have it. */
function timeOf(said: object): Date | null {
  const { occurredAt } = said as { occurredAt?: unknown }
  if (typeof occurredAt !== 'string' && typeof occurredAt !== 'number') return null
  const iso = typeof occurredAt === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(occurredAt)
  const at = iso ? new Date(occurredAt) : new Date(Number(occurredAt || Number.NaN))
  // Before there were such events it is no time: a count of seconds, or nothing at all.
  return at.getTime() > Date.UTC(2020) ? at : null
}
