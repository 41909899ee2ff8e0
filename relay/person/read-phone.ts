import { parsePhoneNumberFromString, type CountryCode, type PhoneNumber } from 'libphonenumber-js/max'
import { personKey } from './person-key.ts'
import { withoutInvisible } from './without-invisible.ts'

/** A number in E.164. `sure`: it is one that its country's numbering plan gives to somebody. */
export interface Phone {
  number: string
  sure: boolean
}

/** What was read lately: a message's number is asked about again with each of its steps. */
const readBefore = new Map<string, Phone | null>()
const mostRead = 5_000
/** Characters; whatever a stranger sends as a number may be of any length. */
const longest = 40

/**
 * The number that a text surely means, in E.164; null where it is none, or where it may be two: whoever is not meant must not be
 * written to. `country` is where a number without a plus is at home, but one that is written with its country code and without
 * the plus is read as such, and so is one that begins with 00 wherever that is.
 */
export function readPhone(text: string, country: CountryCode): Phone | null {
  if (text.length > longest) return null
  const seen = withoutInvisible(text)
  const asked = `${country} ${seen}`
  const known = readBefore.get(asked)
  if (known !== undefined) return known
  if (readBefore.size >= mostRead) readBefore.clear()
  const read = readAnew(seen, country)
  readBefore.set(asked, read)
  return read
}

function readAnew(text: string, country: CountryCode): Phone | null {
  const bare = text.replace(/^[\s(]+/, '')
  if (/^[+＋]/.test(bare)) return phone(withoutSecondCode(parse(bare.replace(/^[+＋]+[\s(]*(00)?/, '+'))))
  const here = parse(text, country)
  const abroad = parse(`+${bare.replace(beginsAbroad, '')}`)
  const readings = [here, abroad].filter((one) => one !== undefined)
  const valid = readings.filter(isSure)
  // A number of abroad may be nobody's as far as is known, and still begins with 00.
  if (valid.length === 0) return phone(beginsAbroad.test(bare) ? readings.findLast(isPossible) : only(readings))
  if (!here || !abroad || valid.length === 1 || here.number === abroad.number) return phone(valid[0])
  // With its own country's code, though the plan leaves room for a landline that long.
  if (abroad.country === country && isMobileOnly(abroad, here)) return phone(abroad)
  return isAsWritten(here, bare) ? phone(here) : null
}

const beginsAbroad = /^0\)?[\s.-]?0/

function parse(text: string, country?: CountryCode): PhoneNumber | undefined {
  return parsePhoneNumberFromString(text, country)
}

/** Its country's code may have been put before it twice, by a person and by a form. */
function withoutSecondCode(number: PhoneNumber | undefined): PhoneNumber | undefined {
  if (!number?.nationalNumber.startsWith(number.countryCallingCode)) return number
  const once = parse(`+${number.nationalNumber}`)
  const isMeant = once?.isValid() && (!isSure(number) || isMobileOnly(once, number))
  return isMeant ? once : number
}

function isMobileOnly(one: PhoneNumber, other: PhoneNumber): boolean {
  return one.getType() === 'MOBILE' && other.getType() !== 'MOBILE'
}

/** Whether this is how its country writes the number at home: where a 0 comes first there and not here, the country code may. */
function isAsWritten(number: PhoneNumber, text: string): boolean {
  return digitsOf(number.formatNational()) === digitsOf(text)
}

function only(readings: PhoneNumber[]): PhoneNumber | undefined {
  const possible = readings.filter(isPossible)
  return new Set(possible.map((one) => one.number)).size === 1 ? possible[0] : undefined
}

function phone(number: PhoneNumber | undefined): Phone | null {
  if (!number || !isPossible(number)) return null
  return { number: number.number, sure: isSure(number) }
}

/** A spelling that the plan has left behind is as good as the one of today. */
function isSure(number: PhoneNumber): boolean {
  return number.isValid() || ofToday(number)?.isValid() === true
}

function isPossible(number: PhoneNumber): boolean {
  return number.isPossible() || ofToday(number)?.isPossible() === true
}

function ofToday({ number }: PhoneNumber): PhoneNumber | undefined {
  const key = personKey(number)
  return key === number ? undefined : parse(key)
}

const digitsOf = (text: string) => text.replace(/\D/g, '')
