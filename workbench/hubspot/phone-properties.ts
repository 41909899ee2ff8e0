import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js'

const sources = { phone: 'phone', mobile: 'mobilephone' }

/**
 * What HubSpot calculates from `phone` and `mobilephone`. The searchable ones hold the national number, without the
 * country code; the E.164 form stands in `hs_calculated_*`. Empty where the number cannot be read.
 */
export function phoneProperties(
  properties: Readonly<Record<string, string>>,
  country: CountryCode,
): Record<string, string> {
  const calculated: Record<string, string> = {}
  for (const [kind, source] of Object.entries(sources)) {
    const number = parsePhoneNumberFromString(properties[source] ?? '', country)
    calculated[`hs_searchable_calculated_${kind}_number`] = number?.nationalNumber ?? ''
    calculated[`hs_searchable_calculated_international_${kind}_number`] = number?.number.slice(1) ?? ''
    calculated[`hs_calculated_${kind}_number`] = number?.number ?? ''
    calculated[`hs_calculated_${kind}_number_country_code`] = number?.country ?? ''
    const area = number?.country === 'US' || number?.country === 'CA' ? number.nationalNumber.slice(0, 3) : ''
    calculated[`hs_calculated_${kind}_number_area_code`] = area
  }
  return calculated
}
