import { asciiEmail } from './ascii-email.ts'
import { renumbered } from './renumbered.ts'

/**
 * What is compared to know whether two addresses are one person's: the number as its country writes it today, the email in lower case with its
 * domain in ASCII, any other name as it is. What is sent keeps the form in which the contact or the network gave it.
 */
export function personKey(address: string): string {
  if (address.includes('@')) return asciiEmail(address)
  for (const { now } of renumbered) {
    const number = now(address)
    if (number !== null) return number
  }
  return address
}
