import type { ContactProperties, ContactSummary } from './api.ts'

/** What a contact is called, as HubSpot decides it: the name, else the email, else the number. */
export function contactName({ firstname, lastname, email, phone }: ContactProperties): string {
  return [firstname, lastname].filter(Boolean).join(' ') || email || phone || 'Unnamed contact'
}

/** The numbers a contact may be reached at, written as the phone network writes them. */
export function phoneAddresses({ properties }: ContactSummary): string[] {
  const { hs_calculated_mobile_number: mobile, hs_calculated_phone_number: calculated } = properties
  const { mobilephone, phone, hs_whatsapp_phone_number: whatsapp } = properties
  const plain = [mobile, calculated, mobilephone, phone, whatsapp].map((number) =>
    (number ?? '').replace(/[^\d+]/g, '').replace(/^00/, '+'),
  )
  return [...new Set(plain.filter((number) => /^\+\d{6,15}$/.test(number)))]
}
