import type { Outgoing } from '../provider.ts'

/**
 * The key under which a message leaves: its reference, and behind it the attempt that Linq put off, because Linq answers a repeat of a key
 * with the message that failed.
 */
export function keyOf({ reference, putOff }: Pick<Outgoing, 'reference' | 'putOff'>): string {
  return putOff === undefined ? reference : `${reference}.${putOff}`
}
