import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js'
import type { Channel } from '../../contract/channel.ts'
import { toPhone, type AddressProperties } from './address.ts'
import type { HubSpotClient } from './client.ts'

/** Ids of the contacts that really have this address; more than one where people share it. */
export type ContactSearch = (portalId: string, channel: Channel, address: string) => Promise<string[]>

interface SearchAnswer {
  results: { id: string; properties: Record<string, string | null> }[]
}

const phoneProperties = ['mobilephone', 'phone', 'hs_whatsapp_phone_number']
const emailProperties = ['email', 'hs_additional_emails']

/** Filter groups that one search takes. */
const mostGroups = 5

/**
 * Searches contacts by email or phone. HubSpot's searchable phone properties hold national numbers without a country
 * code, so every hit's own numbers are normalised and compared once more.
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
  return async (portalId, _channel, address) => {
    const isEmail = address.includes('@')
    const groups = [
      ...(isEmail ? emailFilters(address) : phoneFilters(address)),
      ...own.map((property) => equals(property, address)),
    ]
    const found = new Set<string>()
    for (let from = 0; from < groups.length; from += mostGroups) {
      const answer = await client.request<SearchAnswer>(portalId, {
        method: 'POST',
        path: '/crm/objects/{version}/contacts/search',
        body: {
          filterGroups: groups.slice(from, from + mostGroups),
          properties: [...emailProperties, ...phoneProperties, ...own],
          limit: 20,
        },
        repeatable: true,
      })
      for (const { id, properties } of answer.results) {
        const has = isEmail
          ? emailsOf(properties, own).includes(address)
          : [...phoneProperties, ...own].some(
              (name) => properties[name] && toPhone(properties[name], country) === address,
            )
        if (has) found.add(id)
      }
    }
    return [...found]
  }
}

function equals(propertyName: string, value: string) {
  return { filters: [{ propertyName, operator: 'EQ', value }] }
}

function emailFilters(address: string) {
  return [
    equals('email', address),
    { filters: [{ propertyName: 'hs_additional_emails', operator: 'CONTAINS_TOKEN', value: address }] },
  ]
}

function emailsOf(properties: Record<string, string | null>, own: string[]): string[] {
  return [
    properties.email,
    ...(properties.hs_additional_emails?.split(';') ?? []),
    ...own.map((property) => properties[property]),
  ]
    .filter((value) => typeof value === 'string')
    .map((value) => value.trim().toLowerCase())
}

function phoneFilters(address: string) {
  const national = parsePhoneNumberFromString(address)?.nationalNumber ?? address
  return [
    equals('hs_searchable_calculated_mobile_number', national),
    equals('hs_searchable_calculated_phone_number', national),
    equals('hs_whatsapp_phone_number', address),
    equals('mobilephone', address),
    equals('phone', address),
  ]
}
