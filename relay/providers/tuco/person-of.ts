import type { TucoEvent } from './tuco-event.ts'

/** The person at the other end: the address of the message itself, by which the history names it, too; then what Tuco keeps for them. */
export function personOf({ event, data, whole, reply }: TucoEvent): string | undefined {
  const places = [reply, whole, data, event]
  const named = places.map((place) => place.text('recipientPhone', 'recipientEmail')).find((one) => one !== undefined)
  return named ?? event.text('phone')
}
