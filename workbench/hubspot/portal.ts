import type { CountryCode } from 'libphonenumber-js'
import { createAssociations, type Associations, type StoredTie } from './associations.ts'
import { objectTypes } from './object-types.ts'
import { propertyDefinitions, type PropertyDefinition } from './property-definitions.ts'
import { createRecords, type Records, type RecordsDump } from './records.ts'

export type Tier = 'free' | 'starter' | 'professional' | 'enterprise'

export interface Owner {
  /** The owner id, which is what `hubspot_owner_id` takes; a user id is another number. */
  id: string
  userId: number
  email: string
  firstName: string
  lastName: string
}

/** Somebody who signs in to the account. */
export interface User {
  id: number
  email: string
  firstName: string
  lastName: string
  superAdmin?: boolean
  /** Permission sets; HubSpot names the first of them as `roleId`, too. */
  roleIds?: readonly string[]
  primaryTeamId?: string
  secondaryTeamIds?: readonly string[]
}

export interface Role {
  id: string
  name: string
}

export interface Team {
  id: string
  name: string
}

/** An account, as the tests and the workbench describe it. */
export interface PortalOptions {
  portalId: number
  accessToken: string
  scopes: readonly string[]
  /** Default `professional`. */
  tier?: Tier
  /** `private` (default) has the private apps' budgets, `marketplace` those of OAuth apps. */
  distribution?: 'private' | 'marketplace'
  /** What `account-info` calls the kind of account. Default `STANDARD`. */
  accountType?: 'STANDARD' | 'DEVELOPER_TEST' | 'SANDBOX' | 'APP_DEVELOPER'
  /** The daily budget begins anew at midnight here. Default `UTC`. */
  timeZone?: string
  /** How a phone number without a country code is read. Default `US`. */
  country?: CountryCode
  owners?: readonly Owner[]
  /** Default: each owner, the first of them as a super admin. */
  users?: readonly User[]
  roles?: readonly Role[]
  teams?: readonly Team[]
  /** The admin's own rules, by object type id; only the 2026-09 paths enforce them. */
  requiredOnCreate?: Readonly<Record<string, readonly string[]>>
  /** Budgets other than the tier's. */
  limits?: { tenSecondly?: number; daily?: number; search?: number; associations?: number }
}

/** A list ("segment") and the ids of who is in it. */
export interface List {
  name: string
  objectTypeId: string
  processingType: 'MANUAL' | 'DYNAMIC' | 'SNAPSHOT'
  members: Set<string>
}

export interface PropertyGroup {
  name: string
  label: string
}

export interface Change {
  portalId: number
  kind: 'created' | 'updated' | 'archived' | 'merged' | 'associated'
  objectType: string
  id: string
}

/** What can be set while the fake runs. */
export interface Behaviour {
  /** Milliseconds until a write can be found by search. */
  searchLag: number
  /** Undocumented on the real thing: whether `hs_engagement_source_id` takes a key of ours. */
  engagementSourceId: 'searchable' | 'rejected'
  /** HubSpot promises no order of batch results, so the default is not the order of the inputs. */
  batchOrder: 'reversed' | 'as-sent'
}

export interface PortalDump {
  records: RecordsDump
  associations: StoredTie[]
  /** `[typeId, definition]` of custom properties. */
  properties: [string, PropertyDefinition][]
  /** `[typeId, group]` */
  groups: [string, PropertyGroup][]
}

/** One account with its data. */
export interface Portal {
  portalId: number
  accountType: NonNullable<PortalOptions['accountType']>
  tier: Tier
  timeZone: string
  country: CountryCode
  owners: readonly Owner[]
  /** May be replaced while the fake runs, as an admin of the account changes who may do what. */
  users: readonly User[]
  roles: readonly Role[]
  teams: readonly Team[]
  requiredOnCreate: Readonly<Record<string, readonly string[]>>
  behaviour: Behaviour
  records: Records
  associations: Associations
  /** By object type id, then name. */
  definitions: Map<string, Map<string, PropertyDefinition>>
  groups: Map<string, PropertyGroup[]>
  /** By id. They last as long as the fake runs. */
  lists: Map<string, List>
  now: () => Date
  changed: (kind: Change['kind'], objectType: string, id: string) => void
  dump(): PortalDump
  load(dump: PortalDump): void
}

const usualGroups = (singular: string): PropertyGroup[] => [
  { name: `${singular}information`, label: `${singular[0]?.toUpperCase() ?? ''}${singular.slice(1)} information` },
]

export function createPortal(
  options: PortalOptions,
  needs: { now: () => Date; behaviour: Behaviour; changed: (change: Change) => void },
): Portal {
  const { portalId } = options
  const records = createRecords(needs.now, () => needs.behaviour.searchLag)
  const definitions = new Map<string, Map<string, PropertyDefinition>>()
  const groups = new Map<string, PropertyGroup[]>()
  function begin(): void {
    for (const { id, singular } of objectTypes) {
      definitions.set(id, propertyDefinitions(id, `${singular}information`))
      groups.set(id, usualGroups(singular))
    }
  }
  begin()
  const owners = options.owners ?? [
    { id: '900001', userId: 12345, email: 'owner@example.com', firstName: 'Olivia', lastName: 'Owner' },
  ]

  const portal: Portal = {
    portalId,
    accountType: options.accountType ?? 'STANDARD',
    tier: options.tier ?? 'professional',
    timeZone: options.timeZone ?? 'UTC',
    country: options.country ?? 'US',
    owners,
    users:
      options.users ??
      owners.map(({ id: _owner, userId: id, ...person }, index) => ({ id, ...person, superAdmin: index === 0 })),
    roles: options.roles ?? [],
    teams: options.teams ?? [],
    requiredOnCreate: options.requiredOnCreate ?? {},
    behaviour: needs.behaviour,
    records,
    associations: createAssociations(),
    definitions,
    groups,
    lists: new Map(),
    now: needs.now,
    changed: (kind, objectType, id) => needs.changed({ portalId, kind, objectType, id }),
    dump: () => ({
      records: records.dump(),
      associations: portal.associations.dump(),
      properties: [...definitions].flatMap(([typeId, byName]) =>
        [...byName.values()]
          .filter((definition) => !definition.hubspotDefined)
          .map((definition): [string, PropertyDefinition] => [typeId, definition]),
      ),
      groups: [...groups].flatMap(([typeId, list]) => list.map((group): [string, PropertyGroup] => [typeId, group])),
    }),
    load(dump) {
      begin()
      records.load(dump.records)
      portal.associations = createAssociations()
      for (const tie of dump.associations) portal.associations.tie(...tie)
      for (const [typeId, definition] of dump.properties) definitions.get(typeId)?.set(definition.name, definition)
      for (const [typeId, group] of dump.groups) {
        const list = groups.get(typeId) ?? []
        if (!list.some((known) => known.name === group.name)) groups.set(typeId, [...list, group])
      }
    },
  }
  return portal
}
