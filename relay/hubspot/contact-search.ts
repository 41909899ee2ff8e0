import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max'
import type { Channel } from '../../contract/channel.ts'
import { personKey } from '../person/person-key.ts'
import { spellingsOf } from '../person/spellings-of.ts'
import { toAddresses, type AddressProperties } from './address.ts'
import type { HubSpotClient } from './client.ts'
import { gatherCalls } from './gather-calls.ts'
import { patiently } from './patiently.ts'

/** Ids of the contacts that really have this address; more than one where people share it. */
export type ContactSearch = (portalId: string, channel: Channel, address: string) => Promise<string[]>

interface Contact {
  id: string
  properties: Record<string, string | null>
}

interface SearchAnswer {
  results: Contact[]
  paging?: { next?: { after: string } }
}

interface Filter {
  propertyName: string
  operator: string
  value?: string
  values?: string[]
}

const phoneProperties = ['mobilephone', 'phone', 'hs_whatsapp_phone_number']
const emailProperties = ['email', 'hs_additional_emails']

/** HubSpot takes five filter groups and 3,000 characters a search, in which an address is named up to five times. */
const mostGroups = 5
const most = { count: 25, characters: 400 }
/** Of an email address; nobody has a longer one. */
const longest = 320
/** Of 200 contacts each, which is HubSpot's most; 10,000 is the end of every search. */
const mostPages = 50

/**
 * Searches contacts by email or phone; what is asked at once goes into one search, since HubSpot takes five a second.
 * HubSpot's searchable phone properties hold national numbers without a country code, so every hit's own numbers are
 * normalised and compared once more.
 * Source: knowledge of the calculated contact properties in developers.hubspot.com, CRM search.
 */
export function createContactSearch(
  client: HubSpotClient,
  country: CountryCode,
  configured: AddressProperties = {},
): ContactSearch {
  const own = [...new Set(Object.values(configured).flat())].filter(
    (name) => ![...phoneProperties, ...emailProperties].includes(name),
  )

  async function byPhone(portalId: string, phones: string[]): Promise<string[][]> {
    const spellings = phones.flatMap(spellingsOf)
    const national = spellings.map((phone) => parsePhoneNumberFromString(phone)?.nationalNumber ?? phone)
    const written = spellings.flatMap((phone) => [phone, phone.slice(1), `00${phone.slice(1)}`])
    const hits = await search(portalId, [
      isOneOf('hs_searchable_calculated_mobile_number', national),
      isOneOf('hs_searchable_calculated_phone_number', national),
      ...[...phoneProperties, ...own].map((property) => isOneOf(property, written)),
    ])
    const numbers = hits.map(({ id, properties }) => ({
      id,
      keys: [...phoneProperties, ...own].flatMap((name) => toAddresses(properties[name] ?? '', country)).map(personKey),
    }))
    return phones.map((phone) => numbers.filter((one) => one.keys.includes(personKey(phone))).map(({ id }) => id))
  }

  async function byEmail(portalId: string, emails: string[]): Promise<string[][]> {
    const found = await byWrittenEmail(portalId, emails)
    // Behind a plus stands what its owner put there, or a company that wanted to know who sells addresses.
    const tagged = emails.filter((email, index) => found[index]?.length === 0 && untagged(email) !== email)
    if (tagged.length === 0) return found
    const others = await byWrittenEmail(portalId, tagged.map(untagged))
    return emails.map((email, index) => {
      const plain = others[tagged.indexOf(email)] ?? []
      return found[index]?.length === 0 && plain.length === 1 ? plain : (found[index] ?? [])
    })
  }

  async function byWrittenEmail(portalId: string, emails: string[]): Promise<string[][]> {
    const first = await search(
      portalId,
      ['email', ...own].map((property) => isOneOf(property, emails.flatMap(spellingsOf))),
    )
    // An email is one contact's only, as its first or as a further one.
    const missing = emails.filter((email) => !first.some((hit) => keysOf(hit).includes(personKey(email))))
    const further = await search(
      portalId,
      missing
        .flatMap(spellingsOf)
        .map((value) => ({ propertyName: 'hs_additional_emails', operator: 'CONTAINS_TOKEN', value })),
    )
    const hits = new Map([...first, ...further].map((hit) => [hit.id, hit]))
    return emails.map((email) =>
      [...hits.values()].filter((hit) => keysOf(hit).includes(personKey(email))).map(({ id }) => id),
    )
  }

  /** Contacts of which any filter is true. */
  async function search(portalId: string, filters: Filter[]): Promise<Contact[]> {
    const found = new Map<string, Contact>()
    for (let from = 0; from < filters.length; from += mostGroups) {
      const filterGroups = filters.slice(from, from + mostGroups).map((filter) => ({ filters: [filter] }))
      let after: string | undefined
      for (let page = 0; page < mostPages && (page === 0 || after !== undefined); page += 1) {
        const answer = await patiently(() =>
          client.request<SearchAnswer>(portalId, {
            method: 'POST',
            path: '/crm/objects/{version}/contacts/search',
            body: {
              filterGroups,
              properties: [...emailProperties, ...phoneProperties, ...own],
              limit: 200,
              ...(after === undefined ? {} : { after }),
            },
            repeatable: true,
          }),
        )
        for (const contact of answer.results) found.set(contact.id, contact)
        after = answer.paging?.next?.after
      }
    }
    return [...found.values()]
  }

  function keysOf({ properties }: Contact): string[] {
    return [...emailProperties, ...own].flatMap((name) => toAddresses(properties[name] ?? '', country)).map(personKey)
  }

  const phones = gatherCalls(most, byPhone)
  const emails = gatherCalls(most, byEmail)
  return async (portalId, _channel, address) => {
    if (address.length > longest) return []
    return (address.includes('@') ? emails : phones)(portalId, address)
  }
}

/** An email without what stands behind a plus. */
function untagged(email: string): string {
  return email.replace(/\+[^@]*(?=@)/, '')
}

function isOneOf(propertyName: string, values: string[]): Filter {
  return { propertyName, operator: 'IN', values }
}
