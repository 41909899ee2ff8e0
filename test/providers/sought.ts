import type { Sought } from '../../relay/providers/provider.ts'
import { person } from './person.ts'

/** What is known of an `outgoing()` whose answer got lost just now, but for these changes. */
export function sought(changes: Partial<Sought> = {}): Sought {
  const at = new Date()
  return { to: person, body: 'Hello', firstAttemptAt: at, lastAttemptAt: at, others: [], ...changes }
}
