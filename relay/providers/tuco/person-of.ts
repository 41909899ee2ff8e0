import { loose } from '../loose.ts'
import type { TucoEvent } from './tuco-event.ts'

/** The person at the other end: the address of the message itself, by which the history names it, too; then what Tuco keeps for them. */
export function personOf({ event, data, whole, reply }: TucoEvent): string | undefined {
  for (const place of [reply, whole, data, event]) {
    const address = loose.text(place.recipientPhone) ?? loose.text(place.recipientEmail)
    if (address !== undefined) return address
  }
  return loose.text(event.phone)
}
