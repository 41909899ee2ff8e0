import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max'
import type { Channel } from '../../contract/channel.ts'
import { personKey } from '../person/person-key.ts'
import { spellingsOf } from '../person/spellings-of.ts'
import { toAddresses, type ReadAddressRules } from './address.ts'
import type { RefusedProperties } from '../store/hubspot/refused-properties.ts'
import { HubSpotRefusal, HubSpotUnclear, type HubSpotClient } from './client.ts'
import { gatherCalls } from './gather-calls.ts'
import { ofOneAlone } from './of-one-alone.ts'
import { patiently } from './patiently.ts'
import { hasWord, isOneOf, type SearchFilter } from './search-filter.ts'
import { nextPage, readFound, SearchAnswer, type Found } from './search-answer.ts'

/** Ids of the contacts that really have this address; more than one where people share it. */
export type ContactSearch = (portalId: string, channel: Channel, address: string) => Promise<string[]>

/** Whose contacts, and how their addresses are read; `own` are properties that an admin has named besides HubSpot's own. */
interface Where {
  portalId: string
  country: CountryCode
  own: readonly string[]
}

const phoneProperties = ['mobilephone', 'phone', 'hs_whatsapp_phone_number']
const emailProperties = ['email', 'hs_additional_emails']

/** HubSpot takes five filter groups and 3,000 characters a search, in which an address is named up to five times. */
const mostGroups = 5
const most = { count: 25, characters: 400 }
/** Of an email address; nobody has a longer one. */
const longest = 320
/**
 * What a stranger's address is made of where it can be somebody's in HubSpot: nothing that a search reads as another sign, and
 * nothing that would make two of one.
 */
const searchable = /^(\+?[0-9]{3,20}|[\p{L}\p{M}\p{N}!#$&'+/=^_`{|}~.-]+@[\p{L}\p{M}\p{N}.-]+)$/u
/** The same as one word of a list, where HubSpot looks for words. */
const plainWord = /^[\p{L}\p{M}\p{N}_+.@-]+$/u
/** Of 200 contacts each, which is HubSpot's most; 10,000 is the end of every search. */
const mostPages = 50

const path = '/crm/objects/{version}/contacts/search'
/** Where what HubSpot's search does not know is kept. */
const use = 'contacts/search'
/** Every account has these; whatever else a search names may have been deleted by an admin. */
const always = ['email', 'phone', 'mobilephone']
const isUnknown = /PROPERTY_DOESNT_EXIST|exist|no property|unknown|unable to find|not searchable/i

/**
 * Searches contacts by email or phone; what is asked at once goes into one search, since HubSpot takes five a second.
 * HubSpot's searchable phone properties hold national numbers without a country code, so every hit's own numbers are
 * normalised and compared once more.
 * Source: knowledge of the calculated contact properties in developers.hubspot.com, CRM search.
 */
export function createContactSearch(
  client: HubSpotClient,
  rules: ReadAddressRules,
  refusedProperties: RefusedProperties,
): ContactSearch {
  async function whereOf(portalId: string): Promise<Where> {
    const { country, routing } = await rules(portalId)
    const own = [...new Set(Object.values(routing.addresses ?? {}).flat())].filter(
      (name) => ![...phoneProperties, ...emailProperties].includes(name),
    )
    return { portalId, country, own }
  }

  /** Each of `asked` is every spelling of one address. */
  async function byPhone(where: Where, asked: string[]): Promise<string[][]> {
    const written = asked.flatMap(namesIn)
    const national = written.map((phone) => parsePhoneNumberFromString(phone)?.nationalNumber ?? phone)
    const found = answers(
      where,
      asked,
      await search(where, asked, [
        isOneOf('hs_searchable_calculated_mobile_number', national),
        isOneOf('hs_searchable_calculated_phone_number', national),
        ...[...phoneProperties, ...where.own].map((property) => isOneOf(property, written)),
      ]),
    )
    // What HubSpot cannot calculate with stands there as it was typed: several numbers, one with 00, one without a plus.
    const missing = asked.filter((_, index) => found[index]?.length === 0)
    const endings = [...new Set(missing.flatMap(namesIn).map((phone) => `*${phone.slice(-4)}`))]
    const others = answers(
      where,
      asked,
      await search(
        where,
        missing,
        endings.flatMap((ending) =>
          ['mobilephone', 'phone', ...where.own].map((property) => hasWord(property, ending)),
        ),
      ),
    )
    return asked.map((_, index) => [...new Set([...(found[index] ?? []), ...(others[index] ?? [])])])
  }

  async function byEmail(where: Where, asked: string[]): Promise<string[][]> {
    const found = await byWrittenEmail(where, asked)
    // Behind a plus stands what its owner put there, or a company that wanted to know who sells addresses.
    const tagged = asked.filter((names, index) => found[index]?.length === 0 && untagged(names) !== names)
    const others = await byWrittenEmail(where, tagged.map(untagged))
    return asked.map((names, index) => {
      const plain = others[tagged.indexOf(names)] ?? []
      return found[index]?.length === 0 && plain.length === 1 ? plain : (found[index] ?? [])
    })
  }

  async function byWrittenEmail(where: Where, asked: string[]): Promise<string[][]> {
    if (asked.length === 0) return []
    const written = asked.flatMap(namesIn)
    const first = await search(
      where,
      asked,
      ['email', ...where.own].map((property) => isOneOf(property, written)),
    )
    // An email is one contact's only, as its first or as a further one.
    const missing = asked.filter((_, index) => answers(where, asked, first)[index]?.length === 0)
    const further = await search(
      where,
      missing,
      missing
        .flatMap(namesIn)
        .filter((email) => plainWord.test(email))
        .map((email) => hasWord('hs_additional_emails', email)),
    )
    return answers(where, asked, [...new Map([...first, ...further].map((hit) => [hit.id, hit])).values()])
  }

  /** Of these hits, those that really are whose each of these addresses is. */
  function answers({ country, own }: Where, asked: string[], hits: Found[]): string[][] {
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

  /**
   * Contacts of which any filter is true; of many, only where one of these addresses is really one of the first's. A property that
   * this account's search does not know says nothing.
   */
  async function search(where: Where, asked: string[], filters: SearchFilter[]): Promise<Found[]> {
    const unknown = await refusedProperties.of(where.portalId, use)
    return searchWithout(where, asked, filters, [...unknown])
  }

  async function searchWithout(
    where: Where,
    asked: string[],
    filters: SearchFilter[],
    unknown: string[],
  ): Promise<Found[]> {
    const left = filters.filter(({ propertyName }) => !unknown.includes(propertyName))
    try {
      return await searchBy(where, asked, left)
    } catch (error) {
      const said = error instanceof HubSpotRefusal ? JSON.stringify(error.details) : ''
      const named = left.map(({ propertyName }) => propertyName).filter((name) => said.split(/\W+/).includes(name))
      const refused = named.find((name) => !always.includes(name))
      if (refused === undefined || !isUnknown.test(said)) throw error
      await refusedProperties.note(where.portalId, use, refused)
      return searchWithout(where, asked, left, [refused])
    }
  }

  async function searchBy(where: Where, asked: string[], filters: SearchFilter[]): Promise<Found[]> {
    const found = new Map<string, Found>()
    for (let from = 0; from < filters.length; from += mostGroups) {
      const filterGroups = filters.slice(from, from + mostGroups).map((filter) => ({ filters: [filter] }))
      let after: string | undefined
      for (let count = 0; count < mostPages && (count === 0 || after !== undefined); count += 1) {
        const answer = await patiently(() =>
          client.request<SearchAnswer>(where.portalId, {
            ...{ method: 'POST', path, answer: SearchAnswer, repeatable: true },
            body: {
              filterGroups,
              properties: [...emailProperties, ...phoneProperties, ...where.own],
              limit: 200,
              ...(after === undefined ? {} : { after }),
            },
          }),
        )
        const page = readFound(answer, count)
        for (const contact of page) found.set(contact.id, contact)
        // Whoever it really is stands among the first, or a search by four digits would read half of a large account.
        if (count === 0 && answers(where, asked, page).flat().length === 0) break
        after = nextPage(answer)
      }
    }
    return [...found.values()]
  }

  /** Whether HubSpot's search answers anything at all. */
  async function answersAtAll(portalId: string): Promise<boolean> {
    try {
      await client.request(portalId, { method: 'POST', path, repeatable: true, body: { filterGroups: [], limit: 1 } })
      return true
    } catch (error) {
      return error instanceof HubSpotRefusal
    }
  }

  async function isOnes(portalId: string, error: unknown): Promise<boolean> {
    return error instanceof HubSpotRefusal || (error instanceof HubSpotUnclear && (await answersAtAll(portalId)))
  }

  /** What is answered to one address alone with what nobody can read is asked once more, and then is about that address. */
  function onceMore(call: typeof byPhone): (portalId: string, asked: string[]) => Promise<string[][]> {
    return async (portalId, asked) => {
      const where = await whereOf(portalId)
      try {
        return await call(where, asked)
      } catch (error) {
        const isAlone = asked.length === 1 && error instanceof HubSpotUnclear
        if (!isAlone || !(await answersAtAll(portalId))) throw error
        return call(where, asked).catch((again: unknown) => {
          throw again instanceof HubSpotUnclear ? ofOneAlone(again) : again
        })
      }
    }
  }

  const phones = gatherCalls(most, onceMore(byPhone), isOnes)
  const emails = gatherCalls(most, onceMore(byEmail), isOnes)
  return async (portalId, _channel, address) => {
    if (address.length > longest || !searchable.test(address)) return []
    return (address.includes('@') ? emails : phones)(portalId, spellingsOf(address).join(' '))
  }
}

/** Emails without what stands behind a plus. */
function untagged(names: string): string {
  return namesIn(names)
    .map((email) => email.replace(/^([^+@]*)\+[^@]*(?=@)/, '$1'))
    .join(' ')
}

/** The spellings of one address, as they are asked about together. */
function namesIn(asked: string): string[] {
  return asked.split(' ')
}
