import type { CountryCode } from 'libphonenumber-js/max'
import { readPhone, type Phone } from './read-phone.ts'

/** Characters; a property holds no more numbers than that. */
const longest = 500

/** All numbers in a property's value, which people divide as they like; a slash may belong to one. */
export function readPhones(text: string, country: CountryCode): Phone[] {
  const whole = readPhone(text, country)
  if (whole) return [whole]
  if (text.length > longest) return []
  const parts = text.split(/[;,|\n\r]|\s(?:or|and|oder|und|ou|et|o|y|e)\s/i)
  return parts.flatMap((part) => {
    const one = readPhone(part.trim(), country)
    return one ? [one] : part.split('/').flatMap((piece) => readPhone(piece.trim(), country) ?? [])
  })
}
