/** One change of a row, as the database wrote it down. */
export type WatchedRow = { portal_id: string; message_id: string } & (
  | {
      what: 'delivery'
      was: WatchedDelivery | null
      became: (WatchedDelivery & { status: string; told: boolean }) | null
    }
  | { what: 'message'; was: WatchedMessage; became: WatchedMessage }
  | { what: 'timer'; was: null; became: { status: string } }
)

interface WatchedDelivery {
  portal_id: number
  message_id: string
  line_id: string
  conversation_id: string
  place: number
  state: 'due' | 'sending' | 'unknown' | 'done'
  attempts: number
  deferred: number
  passed_at: string | null
  lease_until: string | null
}

interface WatchedMessage {
  portal_id: number
  id: string
  status: string
  error_code: string | null
  provider_id: string | null
  followed_by: string | null
  ladder: boolean
}

/**
 * What is wrong with a change, in words; null where nothing is. By rules of its own: nothing here is asked of the mover.
 */
export function judgeRow(row: WatchedRow): string | null {
  const name = `message ${row.message_id} of ${row.portal_id}`
  if (row.what === 'timer') return `${name} is ${row.became.status} and its ladder over, but a timer is left`
  const wrong = row.what === 'message' ? ofMessage(row.was, row.became) : ofDelivery(row.was, row.became)
  return wrong === null ? null : `${name} ${wrong}`
}

/** The statuses that a message has in each state of its delivery. */
const goTogether = { due: ['queued'], sending: ['queued', 'sending'], unknown: ['unknown'] } as const

function ofDelivery(was: WatchedDelivery | null, now: (WatchedDelivery & { status: string; told: boolean }) | null) {
  if (!now) return 'was taken out of the queue without a trace'
  if (!was) return now.state === 'due' && now.attempts === 0 ? null : `begins as ${now.state}`
  for (const what of ['portal_id', 'message_id', 'place'] as const) {
    if (was[what] !== now[what]) return `has another ${what}`
  }
  // What waits may be led to another line, with a story.
  const mayBeLed = was.state === 'due' && now.state === 'due' && now.attempts === was.attempts && now.told
  for (const what of ['line_id', 'conversation_id'] as const) {
    if (was[what] !== now[what] && !mayBeLed) return `has another ${what}`
  }
  // Its provider had taken that very attempt, and puts it off.
  const putOff = now.state === 'due' && now.deferred !== was.deferred && now.deferred === was.attempts
  if (was.state === 'done' && now.state !== 'done' && !putOff) return `was over and is ${now.state} again`
  if (now.deferred < was.deferred) return 'knows no more which attempt was put off'
  const claimed = now.state === 'sending' && was.state !== 'sending'
  if (claimed && was.state !== 'due') return `was claimed while it was ${was.state}`
  if (now.attempts !== was.attempts + (claimed ? 1 : 0)) return `went from attempt ${was.attempts} to ${now.attempts}`
  if (was.passed_at !== null && now.passed_at === null) return 'holds others up again, which it had let pass'
  if (now.state === 'sending' && now.lease_until === null) return 'is claimed without a deadline'
  const statuses: readonly string[] | null = now.state === 'done' ? null : goTogether[now.state]
  if (statuses && !statuses.includes(now.status)) return `is ${now.state}, but its status is ${now.status}`
  if (now.state === 'done' && now.status === 'queued') return 'is over and queued'
  // Nothing is told that is not known: of what was erased while in doubt, and of what is on its way as before.
  const silent = now.state === 'done' && ['unknown', 'sending'].includes(now.status)
  if (was.state !== now.state && !now.told && !silent) return `went from ${was.state} to ${now.state} without a story`
  return null
}

const rank: Record<string, number> = { queued: 1, sending: 2, unknown: 3, sent: 4, delivered: 5, read: 6 }
const rankOf = (status: string) => rank[status] ?? 7

const isDisproved = (was: string, now: string) => was !== 'cancelled' && ['delivered', 'read'].includes(now)

function ofMessage(was: WatchedMessage, now: WatchedMessage): string | null {
  if (was.portal_id !== now.portal_id || was.id !== now.id) return 'became another'
  // That of an attempt that was put off is forgotten with it.
  const forgets = now.provider_id === null && now.status === 'queued'
  if (was.provider_id !== null && was.provider_id !== now.provider_id && !forgets) {
    return "has another id at the provider's"
  }
  if (was.followed_by !== null && was.followed_by !== now.followed_by) return 'has another that stands in for it'
  if (!was.ladder && now.ladder) return 'goes down its ladder again'
  if (was.status === now.status) return null
  const step = `went from ${was.status} to ${now.status}`
  // A person's word on a doubt is no evidence against the provider's.
  if (was.status === 'failed' && was.error_code === 'settled_not_sent') return rankOf(now.status) < 2 ? step : null
  // By later proof alone: whoever has read it was reached.
  if (rankOf(was.status) === 7) return isDisproved(was.status, now.status) ? null : step
  if (rankOf(now.status) === 7) return rankOf(was.status) >= 5 ? step : null
  if (rankOf(now.status) > rankOf(was.status)) return null
  if (now.status === 'queued' && ['sending', 'unknown', 'sent'].includes(was.status)) return null
  return was.status === 'unknown' && now.status === 'sending' ? null : step
}
