import { getCountries } from 'libphonenumber-js'
import type { SectionRules } from '../section-rules.ts'
import { isTimeZone } from './is-time-zone.ts'

/** How numbers without a country code are read, and in which zone times are told. */
export const regionRules: SectionRules<'region'> = {
  older: [],
  ordinary: {},
  check: ({ country, timeZone }) => [
    ...(country !== undefined && !getCountries().some((known) => known === country)
      ? [{ path: 'country', words: 'is no country: write its two letters, such as US, GB or DE' }]
      : []),
    ...(timeZone !== undefined && !isTimeZone(timeZone)
      ? [{ path: 'timeZone', words: 'is no time zone: write its IANA name, such as America/New_York or Europe/Berlin' }]
      : []),
  ],
}
