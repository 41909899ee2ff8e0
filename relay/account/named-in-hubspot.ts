import type { SectionValues } from '../../contract/settings/sections.ts'
import type { NamedThing } from '../hubspot/check-named.ts'

/**
 * What sections as they would stand name of the account's HubSpot, and did not name before: nobody's save is held up by what somebody
 * has deleted in HubSpot since.
 */
export function namedInHubSpot(whole: Partial<SectionValues>, before: Partial<SectionValues>): NamedThing[] {
  const key = ({ kind, name, values = [] }: NamedThing) => JSON.stringify([kind, name, values])
  const known = new Set(allOf(before).map(key))
  return allOf(whole).filter((one) => !known.has(key(one)))
}

function allOf({ routing = {}, autoSend, access }: Partial<SectionValues>): NamedThing[] {
  const { users = [], roles = [], teams = [] } = access?.admins ?? {}
  const { lists = [], properties = [] } = autoSend?.match ?? {}
  return [
    ...Object.entries(routing.addresses ?? {}).flatMap(([channel, names]) =>
      names.map((name, index) => ({ kind: 'property' as const, name, path: `routing.addresses.${channel}.${index}` })),
    ),
    ...Object.keys(routing.owners ?? {}).map((name) => ({
      kind: 'owner' as const,
      name,
      path: `routing.owners.${name}`,
    })),
    ...users.map((name, index) => ({ kind: 'user' as const, name, path: `access.admins.users.${index}` })),
    ...roles.map((name, index) => ({ kind: 'role' as const, name, path: `access.admins.roles.${index}` })),
    ...teams.map((name, index) => ({ kind: 'team' as const, name, path: `access.admins.teams.${index}` })),
    ...lists.map((name, index) => ({ kind: 'list' as const, name, path: `autoSend.match.lists.${index}` })),
    ...properties.map(({ name, values }, index) => ({
      ...{ kind: 'property' as const, name, values, path: `autoSend.match.properties.${index}` },
    })),
  ]
}
