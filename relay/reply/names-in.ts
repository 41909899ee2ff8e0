import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js'
import type { ProviderEvent, Received } from '../providers/provider.ts'
import type { Named } from '../store/inbox/inbox.ts'
import { normaliseSender } from './normalise-sender.ts'

/** Names and ids that one delivery may hold; one with more is read itself when somebody is to be forgotten. */
const most = 50

/**
 * Who and which messages a delivery is about: whatever stands in it that may be somebody's address, and what was read of it. The
 * line's own address stands in nearly all of them and says nothing. Null where there are too many.
 */
export function namesIn(
  { headers, body }: Received,
  events: readonly ProviderEvent[],
  line: { id: string; address: string },
  country: CountryCode,
): Named | null {
  const text = [Buffer.from(body).toString('latin1'), ...Object.values(headers)].join('\n').replaceAll(/%40/g, '@')
  // A time, and most ids, are no number that anybody has.
  const phones = (text.match(/\d{7,15}/g) ?? []).flatMap((digits) => {
    const phone = parsePhoneNumberFromString(`+${digits}`)
    return phone?.isPossible() ? phone.number : []
  })
  const emails = !text.includes('@') ? [] : (text.match(/[^\s"'`<>()[\]{}\\,;:=&?]+@[^\s"'`<>()[\]{}\\,;:=&?]+/g) ?? [])
  const names = new Set([...phones, ...emails.map((one) => one.toLowerCase())])
  const ids = new Set<string>()
  for (const event of events) {
    if (event.kind === 'reply' || event.kind === 'consent' || event.kind === 'reaction' || event.kind === 'moved') {
      names.add(normaliseSender(event.from, country))
    }
    if (event.kind === 'elsewhere' || event.kind === 'moved') names.add(normaliseSender(event.to, country))
    if (event.kind === 'reply' && event.alias) names.add(event.alias)
    if (['reply', 'edited', 'unsent', 'reaction', 'elsewhere'].includes(event.kind) && 'providerId' in event) {
      ids.add(`${line.id}/${event.providerId}`)
    }
    if (event.kind === 'status' && event.reference) ids.add(event.reference)
    else if (event.kind === 'status' && event.providerId) ids.add(`${line.id}/${event.providerId}`)
  }
  names.delete(line.address)
  return names.size + ids.size > most ? null : { names: [...names], ids: [...ids] }
}
