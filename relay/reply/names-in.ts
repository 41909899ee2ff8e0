import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js'
import type { ProviderEvent, Received } from '../providers/provider.ts'
import type { Named } from '../store/inbox/inbox.ts'
import { normaliseSender } from './normalise-sender.ts'

/** Names and ids that one delivery may hold; one with more is read itself when somebody is to be forgotten. */
const most = 50
/** What is looked at, be it anybody's name or not, and be it the same again: to look takes its time. */
const mostLooked = { emails: 5_000, digits: 20_000, numbers: 1_000 }

/** What stands between names, wherever they stand. */
const emails =
  /(?<![^\s"'`<>()[\]{}\\,;:=&?])(?:@[^\s"'`<>()[\]{}\\,;:=&?@]*|[^\s"'`<>()[\]{}\\,;:=&?@]+)@[^\s"'`<>()[\]{}\\,;:=&?]+/g

/**
 * Who and which messages a delivery is about: whatever stands in it that may be somebody's address, and what was read of it. The
 * line's own address stands in nearly all of them and says nothing. Null where there are too many.
 */
export function namesIn(
  received: Received,
  events: readonly ProviderEvent[],
  line: { id: string; address: string },
  country: CountryCode,
): Named | null {
  const names = new Set<string>()
  const ids = new Set<string>()
  for (const name of namedIn(received, events, country)) {
    if (name === null) return null
    if (name !== line.address) names.add(name)
    if (names.size > most) return null
  }
  for (const event of events) {
    if (['reply', 'edited', 'unsent', 'reaction', 'elsewhere'].includes(event.kind) && 'providerId' in event) {
      ids.add(`${line.id}/${event.providerId}`)
    }
    if (event.kind === 'status' && event.reference) ids.add(event.reference)
    else if (event.kind === 'status' && event.providerId) ids.add(`${line.id}/${event.providerId}`)
  }
  return names.size + ids.size > most ? null : { names: [...names], ids: [...ids] }
}

/** One name after the other, as often as it stands there; null where there may be more than anybody can look at. */
function* namedIn(
  { headers, body }: Received,
  events: readonly ProviderEvent[],
  country: CountryCode,
): Generator<string | null> {
  for (const event of events) {
    if (event.kind === 'reply' || event.kind === 'consent' || event.kind === 'reaction' || event.kind === 'moved') {
      yield normaliseSender(event.from, country)
    }
    if (event.kind === 'elsewhere' || event.kind === 'moved') yield normaliseSender(event.to, country)
    if (event.kind === 'reply' && event.alias) yield event.alias
  }
  const text = [Buffer.from(body).toString('latin1'), ...Object.values(headers)].join('\n').replaceAll('%40', '@')
  let left = mostLooked.emails
  if (text.includes('@')) for (const [email] of text.matchAll(emails)) yield left-- > 0 ? email.toLowerCase() : null
  left = mostLooked.digits
  const looked = new Set<string>()
  // A time, and most ids, are no number that anybody has.
  for (const [digits] of text.matchAll(/\d{7,15}/g)) {
    if (left-- <= 0) yield null
    if (looked.has(digits)) continue
    if (looked.size >= mostLooked.numbers) yield null
    looked.add(digits)
    const phone = parsePhoneNumberFromString(`+${digits}`)
    if (phone?.isPossible()) yield phone.number
  }
}
