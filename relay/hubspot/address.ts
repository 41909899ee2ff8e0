import type { CountryCode } from 'libphonenumber-js/max'
import type { Channel } from '../../contract/channel.ts'
import type { Contact } from '../../contract/contact.ts'
import { readEmail } from '../person/read-email.ts'
import { readPhone } from '../person/read-phone.ts'
import { readPhones } from '../person/read-phones.ts'
import { withoutInvisible } from '../person/without-invisible.ts'

/** Contact properties that hold an address, by channel; the first that is filled in counts. */
export type AddressProperties = Partial<Record<Channel, readonly string[]>>

/** How an account's addresses are read: where its contacts have them, and what country numbers without a code are of. */
export interface AddressRules {
  country: CountryCode
  routing: { addresses?: AddressProperties | undefined }
}

/** As the account has them at this moment. */
export type ReadAddressRules = (portalId: string) => Promise<AddressRules>

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

/** The addresses in a property's value, each E.164 or an email in lower case; none where it holds none. */
export function toAddresses(value: string, country: CountryCode): string[] {
  if (!value.includes('@')) return readPhones(value, country).map(({ number }) => number)
  return value.split(/[;,\s]+/).flatMap((one) => toEmail(one) ?? [])
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

/** `sure`: it is a number that somebody has, as far as numbering plans say. */
export type AddressFinding =
  | { found: 'address'; address: string; sure: boolean }
  | { found: 'invalid'; property: string }
  | { found: 'none'; properties: readonly string[] }

/**
 * The contact's address on a channel: E.164, or email in lower case; of several the first that is surely one. What looks
 * like an address but is none is told.
 */
export function findAddress(
  contact: Contact,
  channel: Channel,
  country: CountryCode,
  configured: AddressProperties = {},
): AddressFinding {
  const properties = configured[channel] ?? ordinary[channel]
  const unsure: string[] = []
  let invalid: string | null = null
  for (const property of properties) {
    const value = withoutInvisible(contact.properties[property]?.trim() ?? '')
    if (!value) continue
    if (channel === 'email' || (channel === 'imessage' && value.includes('@'))) {
      const address = toEmail(value)
      if (address) return { found: 'address', address, sure: true }
    } else {
      const numbers = readPhones(value, country)
      const sure = numbers.find((one) => one.sure)
      if (sure) return { found: 'address', address: sure.number, sure: true }
      unsure.push(...numbers.map(({ number }) => number))
      if (numbers.length > 0) continue
    }
    invalid ??= property
  }
  const [address] = unsure
  if (address !== undefined) return { found: 'address', address, sure: false }
  return invalid ? { found: 'invalid', property: invalid } : { found: 'none', properties }
}

/** E.164, or null when nobody could be called under it. */
export function toPhone(value: string, country: CountryCode): string | null {
  return readPhone(value, country)?.number ?? null
}

/** A contact's email in lower case. A host without a dot is nobody's beyond its own network. */
function toEmail(value: string): string | null {
  const email = readEmail(value)
  return email?.domain.includes('.') ? email.address.toLowerCase() : null
}
