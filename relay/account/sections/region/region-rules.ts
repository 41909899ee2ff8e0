import { getCountries } from 'libphonenumber-js'
import { zones } from '../../../zone/zones.ts'
import type { SectionRules } from '../section-rules.ts'
import { zoneMeant } from './zone-meant.ts'

/** How numbers without a country code are read, and in which zone times are told. */
export const regionRules: SectionRules<'region'> = {
  older: [],
  ordinary: {},
  check: ({ country, timeZone }) => [
    ...(country !== undefined && !getCountries().some((known) => known === country)
      ? [{ path: 'country', words: 'is no country: write its two letters, such as US, GB or DE' }]
      : []),
    ...(timeZone !== undefined && zones.nameOf(timeZone) === null
      ? [
          {
            path: 'timeZone',
            words: `is no time zone: write its IANA name, such as America/New_York or Europe/Berlin${zoneMeant(timeZone)}`,
          },
        ]
      : []),
  ],
}
