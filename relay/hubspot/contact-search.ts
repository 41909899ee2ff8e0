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

  /** Each of `asked` is every spelling of one address. */
  async function byPhone(portalId: string, asked: string[]): Promise<string[][]> {
    const written = asked.flatMap(namesIn)
    const national = written.map((phone) => parsePhoneNumberFromString(phone)?.nationalNumber ?? phone)
    const found = answers(
      asked,
      await search(portalId, [
        isOneOf('hs_searchable_calculated_mobile_number', national),
        isOneOf('hs_searchable_calculated_phone_number', national),
        ...[...phoneProperties, ...own].map((property) => isOneOf(property, written)),
      ]),
    )
    // What HubSpot cannot calculate with stands there as it was typed: several numbers, one with 00, one without a plus.
    const missing = asked.filter((_, index) => found[index]?.length === 0)
    const endings = [...new Set(missing.flatMap(namesIn).map((phone) => `*${phone.slice(-4)}`))]
    const others = answers(
      asked,
      await search(
        portalId,
        endings.flatMap((ending) => ['mobilephone', 'phone', ...own].map((property) => hasWord(property, ending))),
      ),
    )
    return asked.map((_, index) => [...new Set([...(found[index] ?? []), ...(others[index] ?? [])])])
  }

  async function byEmail(portalId: string, asked: string[]): Promise<string[][]> {
    const found = await byWrittenEmail(portalId, asked)
    // Behind a plus stands what its owner put there, or a company that wanted to know who sells addresses.
    const tagged = asked.filter((names, index) => found[index]?.length === 0 && untagged(names) !== names)
    const others = await byWrittenEmail(portalId, tagged.map(untagged))
    return asked.map((names, index) => {
      const plain = others[tagged.indexOf(names)] ?? []
      return found[index]?.length === 0 && plain.length === 1 ? plain : (found[index] ?? [])
    })
  }

  async function byWrittenEmail(portalId: string, asked: string[]): Promise<string[][]> {
    if (asked.length === 0) return []
    const written = asked.flatMap(namesIn)
    const first = await search(
      portalId,
      ['email', ...own].map((property) => isOneOf(property, written)),
    )
    // An email is one contact's only, as its first or as a further one.
    const missing = asked.filter((_, index) => answers(asked, first)[index]?.length === 0)
    const further = await search(
      portalId,
      missing.flatMap(namesIn).map((email) => hasWord('hs_additional_emails', email)),
    )
    return answers(asked, [...new Map([...first, ...further].map((hit) => [hit.id, hit])).values()])
  }

  /** Of these hits, those that really are whose each of these addresses is. */
  function answers(asked: string[], hits: Contact[]): string[][] {
    const known = hits.map(({ id, properties }) => ({
      id,
      keys: [...phoneProperties, ...emailProperties, ...own]
        .flatMap((name) => toAddresses(properties[name] ?? '', country))
        .map(personKey),
    }))
    return asked.map((names) =>
      known.filter(({ keys }) => keys.includes(personKey(namesIn(names)[0] ?? ''))).map(({ id }) => id),
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

  const phones = gatherCalls(most, byPhone)
  const emails = gatherCalls(most, byEmail)
  return async (portalId, _channel, address) => {
    if (address.length > longest) return []
    return (address.includes('@') ? emails : phones)(portalId, spellingsOf(address).join(' '))
  }
}

/** Emails without what stands behind a plus. */
function untagged(names: string): string {
  return namesIn(names)
    .map((email) => email.replace(/\+[^@]*(?=@)/, ''))
    .join(' ')
}

/** The spellings of one address, as they are asked about together. */
function namesIn(asked: string): string[] {
  return asked.split(' ')
}

function hasWord(propertyName: string, value: string): Filter {
  return { propertyName, operator: 'CONTAINS_TOKEN', value }
}

function isOneOf(propertyName: string, values: string[]): Filter {
  return { propertyName, operator: 'IN', values }
}
