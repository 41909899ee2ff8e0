import { associationTypeIds } from './associations.ts'
import { emailProperties } from './email-properties.ts'
import { objectTypes, type ObjectType } from './object-types.ts'
import { phoneProperties } from './phone-properties.ts'
import type { Portal } from './portal.ts'
import { checkProperties, type GivenProperties } from './property-values.ts'
import type { StoredRecord } from './records.ts'
import { invalid, Refusal } from './refusal.ts'

/** An inline association, as a create carries it. */
export interface GivenAssociation {
  to: { id: string | number }
  types: readonly { associationCategory: string; associationTypeId: number }[]
}

export interface GivenRecord {
  properties: GivenProperties
  associations?: readonly GivenAssociation[] | undefined
}

function checked(portal: Portal, type: ObjectType, given: GivenProperties): Record<string, string> {
  const engagement = type.id === '0-18' || type.id === '0-49'
  return checkProperties(portal.definitions.get(type.id) ?? new Map(), given, {
    owners: new Set(portal.owners.map((owner) => owner.id)),
    rejected: new Set(
      engagement && portal.behaviour.engagementSourceId === 'rejected' ? ['hs_engagement_source_id'] : [],
    ),
  })
}

/** What HubSpot works out by itself from what was written. */
function derived(portal: Portal, type: ObjectType, properties: Record<string, string>): Record<string, string> {
  if (type.id === '0-1') return phoneProperties(properties, portal.country)
  if (type.id === '0-49') {
    const preview = (properties['hs_email_text'] ?? '').slice(0, 200)
    return { ...emailProperties(properties['hs_email_headers']), hs_body_preview: preview }
  }
  if (type.id === '0-18') {
    const text = (properties['hs_communication_body'] ?? '').replace(/<[^>]*>/g, ' ')
    return { hs_body_preview: text.replace(/\s+/g, ' ').trim().slice(0, 200) }
  }
  return {}
}

function missing(code: string, type: ObjectType, names: readonly string[]): Refusal {
  const message = `Error creating ${type.singular.toUpperCase()}. Some required properties were not set.`
  return new Refusal(400, 'VALIDATION_ERROR', message, {
    context: { properties: [...names] },
    errors: names.map((name) => ({ message: `${name} is required`, code, context: { propertyName: [name] } })),
  })
}

/** Unique values must belong to nobody else; `taken` holds those of earlier rows of the same batch. */
function refuseTaken(
  portal: Portal,
  type: ObjectType,
  properties: Record<string, string>,
  self: StoredRecord | undefined,
  taken: Set<string>,
): void {
  for (const [name, value] of Object.entries(properties)) {
    if (value === '' || portal.definitions.get(type.id)?.get(name)?.hasUniqueValue !== true) continue
    if (name === 'email') {
      const owner = portal.records.contactWithEmail(value)
      if (owner !== undefined && owner !== self) {
        throw new Refusal(409, 'CONFLICT', `Contact already exists. Existing ID: ${owner.id}`)
      }
    } else {
      for (const record of portal.records.all(type)) {
        if (record === self || record.archivedAt !== null || record.properties[name] !== value) continue
        throw new Refusal(409, 'CONFLICT', `${name} ${value} already belongs to ${type.singular} ${record.id}`)
      }
    }
    const key = `${name}=${value}`
    if (taken.has(key)) throw new Refusal(409, 'CONFLICT', `${name} ${value} is given more than once`)
    taken.add(key)
  }
}

function checkAssociations(
  portal: Portal,
  type: ObjectType,
  given: readonly GivenAssociation[],
): [string, string, number][] {
  return given.flatMap(({ to, types }) => {
    if (types.length === 0) throw invalid('An association needs at least one type')
    return types.map(({ associationCategory, associationTypeId: id }): [string, string, number] => {
      const target = objectTypes.find((candidate) => associationTypeIds(type.id, candidate.id).includes(id))
      if (associationCategory !== 'HUBSPOT_DEFINED' || target === undefined) {
        throw invalid(`${associationCategory} association type ${id} is not valid from ${type.plural}`, [
          { message: `association type ${id} is not valid from ${type.plural}`, code: 'INVALID_ASSOCIATION_TYPE' },
        ])
      }
      const record = portal.records.get(target, String(to.id))
      if (record === undefined || record.archivedAt !== null) {
        throw invalid(`No ${target.singular} with ID ${to.id} exists`, [
          {
            message: `No ${target.singular} with ID ${to.id} exists`,
            code: 'INVALID_OBJECT_IDS',
            context: { objectId: [String(to.id)] },
          },
        ])
      }
      return [target.id, record.id, id]
    })
  })
}

/**
 * Checks a create completely and gives the function that carries it out, so that a batch can check every row before
 * it writes the first. Throws a `Refusal`.
 */
export function prepareCreate(
  portal: Portal,
  type: ObjectType,
  given: GivenRecord,
  how: { version: string; taken: Set<string> },
): () => StoredRecord {
  const properties = checked(portal, type, given.properties)
  const absent = type.required.filter((name) => !properties[name])
  if (absent.length > 0) throw missing('REQUIRED_FIELD', type, absent)
  if (how.version === '2026-09') {
    const unmet = (portal.requiredOnCreate[type.id] ?? []).filter((name) => !properties[name])
    if (unmet.length > 0) throw missing('MISSING_REQUIRED_PROPERTY', type, unmet)
  }
  const ties = checkAssociations(portal, type, given.associations ?? [])
  const filled = { ...properties, ...derived(portal, type, properties) }
  refuseTaken(portal, type, properties, undefined, how.taken)
  return () => {
    const record = portal.records.insert(type, filled)
    for (const [toType, toId, typeId] of ties) portal.associations.tie(type.id, record.id, toType, toId, typeId)
    portal.changed('created', type.id, record.id)
    return record
  }
}

/** Like `prepareCreate`, for new values of a record that exists. */
export function prepareUpdate(
  portal: Portal,
  type: ObjectType,
  record: StoredRecord,
  given: GivenProperties,
  taken: Set<string>,
): () => StoredRecord {
  const properties = checked(portal, type, given)
  const cleared = type.required.filter((name) => properties[name] === '')
  if (cleared.length > 0) throw missing('REQUIRED_FIELD', type, cleared)
  refuseTaken(portal, type, properties, record, taken)
  const filled = { ...properties, ...derived(portal, type, { ...record.properties, ...properties }) }
  return () => {
    portal.records.change(type, record, filled)
    portal.changed('updated', type.id, record.id)
    return record
  }
}
