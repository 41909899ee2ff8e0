import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js'
import type { Channel } from '../../contract/channel.ts'
import type { Contact } from '../../contract/contact.ts'

/** Contact properties that hold an address, by channel; the first that is filled in counts. */
export type AddressProperties = Partial<Record<Channel, readonly string[]>>

/** Where a contact is looked for, unless the admin says otherwise. */
const ordinary: Record<Channel, readonly string[]> = {
  imessage: ['mobilephone', 'phone', 'email'],
  sms: ['mobilephone', 'phone'],
  whatsapp: ['hs_whatsapp_phone_number', 'mobilephone', 'phone'],
  email: ['email'],
}

/** A contact's further emails. Nothing is sent to them; whoever writes from one is the contact. */
const furtherEmails = 'hs_additional_emails'

/** Every property that may hold an address of a contact. */
export function propertiesWith(configured: AddressProperties = {}): string[] {
  return [...new Set([...Object.values(ordinary), ...Object.values(configured), [furtherEmails]].flat())]
}

/** Channels on which this property may hold a contact's address, or lead a reply to it; none for every other property. */
export function channelsOf(property: string, configured: AddressProperties = {}): Channel[] {
  const channels = Object.keys(ordinary) as Channel[]
  if (property === furtherEmails) return ['email', 'imessage']
  return channels.filter((channel) => [...ordinary[channel], ...(configured[channel] ?? [])].includes(property))
}

/** The address in a property's value: E.164 or email in lower case; null where it is none. */
export function toAddress(value: string, country: CountryCode): string | null {
  return value.includes('@') ? toEmail(value.trim()) : toPhone(value, country)
}

const propertyLabels: Record<string, string> = {
  mobilephone: 'Mobile phone number',
  phone: 'Phone number',
  hs_whatsapp_phone_number: 'WhatsApp phone number',
  email: 'Email',
}

/** What a person sees a property called in HubSpot. */
export function propertyLabel(property: string): string {
  return propertyLabels[property] ?? property
}

/** "Any of these" for a person: A, B or C. */
export function anyPropertyLabel(properties: readonly string[]): string {
  const labels = properties.map(propertyLabel)
  return [labels.slice(0, -1).join(', '), ...labels.slice(-1)].filter(Boolean).join(' or ')
}

export type AddressFinding =
  | { found: 'address'; address: string }
  | { found: 'invalid'; property: string }
  | { found: 'none'; properties: readonly string[] }

/** The contact's address on a channel: E.164, or email in lower case. What looks like an address but is none is told. */
export function findAddress(
  contact: Contact,
  channel: Channel,
  country: CountryCode,
  configured: AddressProperties = {},
): AddressFinding {
  const properties = configured[channel] ?? ordinary[channel]
  let invalid: string | null = null
  for (const property of properties) {
    const value = contact.properties[property]?.trim()
    if (!value) continue
    const email = channel === 'email' || (channel === 'imessage' && value.includes('@'))
    const address = email ? toEmail(value) : toPhone(value, country)
    if (address) return { found: 'address', address }
    invalid ??= property
  }
  return invalid ? { found: 'invalid', property: invalid } : { found: 'none', properties }
}

/** What was read lately: a message's number is asked about again with each of its steps. */
const readBefore = new Map<string, string | null>()
const mostRead = 5_000

/** E.164, or null when nobody could be called under it. */
export function toPhone(value: string, country: CountryCode): string | null {
  const asked = `${country} ${value}`
  const known = readBefore.get(asked)
  if (known !== undefined) return known
  const phone = parsePhoneNumberFromString(value, country)
  const read = phone?.isPossible() ? phone.number : null
  // Whatever a stranger sends as a number may be of any length.
  if (value.length > 40) return read
  if (readBefore.size >= mostRead) readBefore.clear()
  readBefore.set(asked, read)
  return read
}

function toEmail(value: string): string | null {
  if (value.length > 320 || !value.isWellFormed()) return null
  return /^[^\s\p{Cc}@<>",;:]+@[^\s\p{Cc}@<>",;:]+\.[^\s\p{Cc}@<>",;:]+$/u.test(value) ? value.toLowerCase() : null
}
