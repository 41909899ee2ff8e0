import type { PhoneMessage } from './api.ts'

/** Whether a message lies on the phone and nobody has looked at it. */
export function isUnread({ direction, status }: PhoneMessage): boolean {
  return direction === 'to_phone' && status === 'delivered'
}
