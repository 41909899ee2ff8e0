import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js'
import type { Channel } from '../../contract/channel.ts'
import { toPhone } from './address.ts'
import type { HubSpotClient } from './client.ts'

/** Ids of the contacts that really have this address; more than one where people share it. */
export type ContactSearch = (portalId: string, channel: Channel, address: string) => Promise<string[]>

interface SearchAnswer {
  results: { id: string; properties: Record<string, string | null> }[]
}

const phoneProperties = ['mobilephone', 'phone', 'hs_whatsapp_phone_number']

/**
 * Searches contacts by email or phone. HubSpot's searchable phone properties hold national numbers without a country
 * code, so every hit's own numbers are normalised and compared once more.
 * Source: knowledge of the calculated contact properties in developers.hubspot.com, CRM search.
 */
export function createContactSearch(client: HubSpotClient, country: CountryCode): ContactSearch {
  return async (portalId, _channel, address) => {
    const isEmail = address.includes('@')
    const answer = await client.request<SearchAnswer>(portalId, {
      method: 'POST',
      path: '/crm/objects/{version}/contacts/search',
      body: {
        filterGroups: isEmail ? emailFilters(address) : phoneFilters(address),
        properties: ['email', 'hs_additional_emails', ...phoneProperties],
        limit: 20,
      },
      repeatable: true,
    })
    return answer.results
      .filter(({ properties }) =>
        isEmail
          ? emailsOf(properties).includes(address)
          : phoneProperties.some((name) => properties[name] && toPhone(properties[name], country) === address),
      )
      .map(({ id }) => id)
  }
}

function emailFilters(address: string) {
  return [
    { filters: [{ propertyName: 'email', operator: 'EQ', value: address }] },
    { filters: [{ propertyName: 'hs_additional_emails', operator: 'CONTAINS_TOKEN', value: address }] },
  ]
}

function emailsOf(properties: Record<string, string | null>): string[] {
  return [properties.email, ...(properties.hs_additional_emails?.split(';') ?? [])]
    .filter((value) => typeof value === 'string')
    .map((value) => value.trim().toLowerCase())
}

function phoneFilters(address: string) {
  const national = parsePhoneNumberFromString(address)?.nationalNumber ?? address
  const equals = (propertyName: string, value: string) => ({ filters: [{ propertyName, operator: 'EQ', value }] })
  return [
    equals('hs_searchable_calculated_mobile_number', national),
    equals('hs_searchable_calculated_phone_number', national),
    equals('hs_whatsapp_phone_number', address),
    equals('mobilephone', address),
    equals('phone', address),
  ]
}
