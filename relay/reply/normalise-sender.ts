import type { CountryCode } from 'libphonenumber-js'
import { toPhone } from '../hubspot/address.ts'

/** Who wrote, in the form in which addresses are stored: email in lower case, E.164, or WhatsApp's own id. */
export function normaliseSender(from: string, country: CountryCode): string {
  // WhatsApp's own ids (US.1349…) name a person without a number.
  if (/^[A-Z]{2}\./.test(from)) return from.trim()
  return from.includes('@') ? from.trim().toLowerCase() : (toPhone(from, country) ?? from.trim())
}
